package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/render"
)

// call is one run of a command on a dump: what is asked, and how the answer
// is wanted.
type call struct {
	cmd   *cobra.Command
	ctx   context.Context
	style render.Style
	json  bool
}

func newCall(cmd *cobra.Command, asJSON bool) *call {
	c := &call{cmd: cmd, ctx: cmd.Context(), json: asJSON}
	if !asJSON {
		c.style.Style = style(cmd)
	}
	return c
}

// answer writes what a command found: as JSON if that is wanted, else as
// text.
func (c *call) answer(json any, text func() string) error {
	if c.json {
		return writeJSON(c.cmd.OutOrStdout(), json)
	}
	return c.page(func(w io.Writer) error {
		_, err := io.WriteString(w, text())
		return err
	})
}

// page lets f write a text of any length: through the pager on a terminal.
func (c *call) page(f func(io.Writer) error) error {
	w, done := pager(c.ctx, c.cmd.OutOrStdout())
	err := f(w)
	if closeErr := done(); err == nil {
		err = closeErr
	}
	return err
}

// run is what a command does with a loaded dump and the arguments after it.
type run func(c *call, h *heap.Heap, args []string) error

// onDump completes a command that works on a dump: the check of its arguments,
// --json, and loading.
func onDump(cmd *cobra.Command, f run) *cobra.Command {
	asJSON := jsonFlag(cmd.Flags())
	cmd.Args = operands
	cmd.ValidArgsFunction = complete
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		h, done, err := open(cmd, args[0])
		if err != nil {
			return err
		}
		defer done()
		return f(newCall(cmd, *asJSON), h, args[1:])
	}
	return cmd
}

// onSV completes a command that works on one SV of a dump.
func onSV(cmd *cobra.Command, f func(c *call, h *heap.Heap, sv heap.SV, args []string) error) *cobra.Command {
	cmd.Long += "\n\nSV is an address (0x55d0c8a3e2b8), a symbol ('%Foo::cache', '*STDOUT') or a root (defstash)."
	return onDump(cmd, func(c *call, h *heap.Heap, args []string) error {
		sv, err := find(c.cmd, h, args[0])
		if err != nil {
			return err
		}
		return f(c, h, sv, args[1:])
	})
}

// onward records in a shell how to continue a list that was cut: from shown on,
// with the option that says where to begin.
func (c *call) onward(option string, shown, total int) {
	if s := sessionOf(c.cmd); s != nil && shown < total {
		s.more = append(s.running, fmt.Sprintf("--%s=%d", option, shown))
	}
}

// jsonFlag adds the option that asks for JSON instead of text.
func jsonFlag(f *pflag.FlagSet) *bool { return f.Bool("json", false, "print JSON") }

// strengths adds the options that say which references count, and returns a
// function for their value.
func strengths(f *pflag.FlagSet) func() heap.Strength {
	weak := f.Bool("weak", false, "include weak references")
	all := f.BoolP("all", "a", false, "include weak, indirect and inferred references")
	return func() heap.Strength {
		switch {
		case *all:
			return heap.All
		case *weak:
			return heap.Direct
		}
		return heap.Strong
	}
}

// paging adds the options that select a part of a list.
func paging(f *pflag.FlagSet) (offset, limit *int) {
	return f.Int("offset", 0, "skip this many first"), f.Int("limit", 0, "list at most this many; 0 for all")
}

// number reads an argument that is a count or an index.
func number(arg, what string) (int, error) {
	var n int
	if _, err := fmt.Sscanf(arg, "%d", &n); err != nil || fmt.Sprint(n) != arg || n < 0 {
		return 0, usageError{fmt.Errorf("%q is not %s: give a number, 0 or more", arg, what)}
	}
	return n, nil
}

// underscores allows options to be written as in pmat: --full_pv.
func underscores(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	return pflag.NormalizedName(strings.ReplaceAll(name, "_", "-"))
}
