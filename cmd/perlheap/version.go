package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/wire"
)

const unknownVersion = "(unknown)"

// What .ci/release sets, as a build cannot note it everywhere.
var releasedVersion, releasedCommit, releasedTime string

// readBuild says what this program was built from.
func readBuild() wire.Build {
	b := wire.Build{Version: unknownVersion, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Format: pmat.NewestFormat}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	if releasedVersion != "" {
		b.Version, b.Commit, b.Time, b.Modified = releasedVersion, releasedCommit, releasedTime, false
	}
	return b
}

func version() string { return readBuild().Version }

func newVersion() *cobra.Command {
	var asJSON *bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Show the version, the commit, and the Go that built it",
		Long:  "version prints what this program was built from. --version does the same.\n\nJSON: {version, commit?, time?, modified?, go, os, arch, format}; format is the newest of dumps\nthat it reads.",
		Args:  operands,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if *asJSON {
				return writeJSON(cmd.OutOrStdout(), readBuild())
			}
			_, err := io.WriteString(cmd.OutOrStdout(), buildText(readBuild()))
			return err
		},
	}
	asJSON = jsonFlag(cmd.Flags())
	return cmd
}

// buildText is what `perlheap version` prints.
func buildText(b wire.Build) string {
	commit := "commit unknown: the build did not note it"
	if b.Commit != "" {
		commit = "commit " + b.Commit + " of " + b.Time
		if b.Modified {
			commit += ", with changes"
		}
	}
	return fmt.Sprintf("perlheap %s\n%s\n%s %s/%s\nreads dumps up to format %s\n", b.Version, commit, b.Go, b.OS, b.Arch, b.Format)
}
