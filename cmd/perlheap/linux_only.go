//go:build !linux

package main

import (
	"errors"

	"github.com/spf13/cobra"
)

// linuxOnly is a command that says why it is not available here.
func linuxOnly(use, short string) *cobra.Command {
	return &cobra.Command{
		Use:                use,
		Short:              short + ", on Linux",
		DisableFlagParsing: true,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("heaps are captured on Linux only; perlheap help dumps says how to write them from inside")
		},
	}
}

func newRun() *cobra.Command {
	return linuxOnly("run -- PROGRAM [ARG...]", "Start a program and capture it and its children while it runs")
}

func newWatch() *cobra.Command {
	return linuxOnly("watch PID --out DIR", "Record how a process develops, with a few dumps")
}
