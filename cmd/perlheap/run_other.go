//go:build !linux

package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newRun() *cobra.Command {
	return &cobra.Command{
		Use:                "run -- PROGRAM [ARG...]",
		Short:              "Start a program and capture it and its children while it runs, on Linux",
		DisableFlagParsing: true,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("heaps are captured on Linux only; perlheap help dumps says how to write them from inside")
		},
	}
}
