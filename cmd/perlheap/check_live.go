package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap/capture"
)

// liveFlags are the options of a check that captures a process itself.
type liveFlags struct {
	pid  int
	time time.Duration
	keep string
}

func (l *liveFlags) add(f *pflag.FlagSet) {
	f.IntVar(&l.pid, "pid", 0, "check the running process `PID` instead of dumps")
	f.DurationVar(&l.time, "for", 0, "capture the process of --pid three times within this `TIME` (10m)")
	f.StringVar(&l.keep, "keep", "", "keep the dumps of --pid in `FOLDER`")
}

// args checks the arguments of a command that has the options.
func (l *liveFlags) args(cmd *cobra.Command, args []string) error {
	set := cmd.Flags().Changed
	switch {
	case !set("pid") && (set("for") || set("keep")):
		return usageError{errors.New("--for and --keep need --pid")}
	case !set("pid"):
		return operands(cmd, args)
	case len(args) > 0:
		return usageError{errors.New("give dumps or --pid, not both")}
	case l.pid <= 0:
		return usageError{fmt.Errorf("--pid %d: must be a PID", l.pid)}
	case l.time <= 0:
		return usageError{errors.New("--pid needs --for, the time between the first dump and the last (10m)")}
	}
	return nil
}

// take captures the process at the beginning, in the middle and at the end of the
// time. done removes the dumps, unless they are kept.
func (l *liveFlags) take(cmd *cobra.Command) (dumps []string, done func(), err error) {
	folder := l.keep
	done = func() {}
	if folder == "" {
		if folder, err = os.MkdirTemp("", "perlheap-check-"); err != nil { // mode 0700
			return nil, nil, err
		}
		done = func() { _ = os.RemoveAll(folder) }               // what is left is for its owner alone
		if err := cmd.Flags().Set(noCache, "true"); err != nil { // they are read once
			return nil, done, errors.Join(err, os.RemoveAll(folder))
		}
	} else if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, nil, err
	}
	flags, begun := dumpFlags{maxString: capture.DefaultMaxString}, time.Now()
	for i, name := range []string{"begin", "middle", "end"} {
		select {
		case <-cmd.Context().Done():
		case <-time.After(time.Until(begun.Add(l.time * time.Duration(i) / 2))):
		}
		path := filepath.Join(folder, fmt.Sprintf("%d-%s.pmat", l.pid, name))
		if _, err := captureProcess(cmd.Context(), cmd.ErrOrStderr(), l.pid, path, flags, nil); err != nil {
			done()
			return nil, nil, captureError(cmd.Context(), err)
		}
		dumps = append(dumps, path)
	}
	return dumps, done, nil
}
