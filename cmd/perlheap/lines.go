package main

import "github.com/spf13/cobra"

func newLines() *cobra.Command { return &cobra.Command{Use: "lines DUMP"} }
