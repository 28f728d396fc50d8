package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/text"
)

// seriesFlags are the options of the commands that compare dumps.
type seriesFlags struct {
	orderFlag
	force  bool
	across bool // dumps of different processes are compared by shape
}

// orderFlag is the option that says in which order dumps are taken.
type orderFlag struct{ order string }

// The values of --order.
const (
	orderTime  = "time"
	orderGiven = "given"
)

func (f *orderFlag) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.order, "order", orderTime, "the `ORDER` of the dumps: time (oldest first) or given (as listed here)")
}

// asGiven reads the option.
func (f *orderFlag) asGiven() (bool, error) {
	if f.order != orderTime && f.order != orderGiven {
		return false, usageError{fmt.Errorf("--order %s: must be time or given", f.order)}
	}
	return f.order == orderGiven, nil
}

// paths puts dumps that are not open yet into the order of time, as far as
// their files tell.
func (f *orderFlag) paths(cmd *cobra.Command, given []string) ([]string, error) {
	asGiven, err := f.asGiven()
	if err != nil || asGiven {
		return given, err
	}
	all := make([]growth.Written, len(given))
	for i, path := range given {
		all[i] = growth.Written{Path: path, Time: growth.TimeOf(path)}
	}
	_, o := growth.InOrder(all)
	tellOrder(cmd, o)
	return o.Paths, nil
}

// pair puts two heaps into the order of time.
func (f *orderFlag) pair(cmd *cobra.Command, a, b *heap.Heap) (older, newer *heap.Heap, err error) {
	asGiven, err := f.asGiven()
	if err != nil || asGiven {
		return a, b, err
	}
	pa, pb := growth.ProcessOf(a), growth.ProcessOf(b)
	sorted, o := growth.InOrder([]growth.Written{
		{Path: a.File().Path(), Time: growth.TimeOf(a.File().Path()), Process: &pa},
		{Path: b.File().Path(), Time: growth.TimeOf(b.File().Path()), Process: &pb},
	})
	tellOrder(cmd, o)
	if sorted[0] == 1 {
		return b, a, nil
	}
	return a, b, nil
}

// tellOrder says on stderr what must be known about the order of dumps.
func tellOrder(cmd *cobra.Command, o *growth.Order) {
	for _, note := range o.Notes() {
		fmt.Fprintf(cmd.ErrOrStderr(), "perlheap: %s\n", text.Safe(note))
	}
}

// forceCompares ends what refuses dumps of different processes.
const forceCompares = "--force compares them anyway"

func (f *seriesFlags) add(flags *pflag.FlagSet) {
	f.orderFlag.add(flags)
	flags.BoolVar(&f.force, "force", false, "compare the dumps even if they do not seem to come from the same process")
}

// open opens dumps and puts them into the order of time.
func (f *orderFlag) open(cmd *cobra.Command, paths []string) (ordered []*heap.Heap, closeAll func(), order *growth.Order, err error) {
	asGiven, err := f.asGiven()
	if err != nil {
		return nil, nil, nil, err
	}
	var heaps []*heap.Heap
	var opened []func()
	closeAll = func() {
		for _, done := range opened {
			done()
		}
	}
	openOne := open
	if len(paths) > 1 {
		openOne = openOfSeveral
	}
	for _, path := range paths {
		h, done, err := openOne(cmd, path)
		if err != nil {
			closeAll()
			return nil, nil, nil, err
		}
		heaps, opened = append(heaps, h), append(opened, done)
	}
	ordered, order = growth.Arrange(heaps, asGiven)
	tellOrder(cmd, order)
	return ordered, closeAll, order, nil
}

// open opens dumps of one process and puts them into the order of time.
func (f *seriesFlags) open(cmd *cobra.Command, paths []string) (s *growth.Series, closeAll func(), err error) {
	ordered, closeAll, order, err := f.orderFlag.open(cmd, paths)
	if err != nil {
		return nil, nil, err
	}
	if len(ordered) < 2 && len(paths) > 1 {
		closeAll()
		return nil, nil, errors.New("these are copies of one dump: give an earlier or a later one of the process to compare it with")
	}
	known, err := knownSizes(cmd, ordered)
	if err != nil {
		closeAll()
		return nil, nil, err
	}
	s, err = growth.NewSeriesOf(cmd.Context(), ordered, known, f.force)
	if f.across && errors.Is(err, growth.ErrOtherProcess) {
		fmt.Fprintf(cmd.ErrOrStderr(), "perlheap: %s: they are compared by shape; what is new in a dump, and what was kept, is not known\n", text.Safe(err.Error()))
		s, err = growth.Across(cmd.Context(), ordered, known, err)
	}
	if err != nil {
		closeAll()
		if errors.Is(err, growth.ErrOtherProcess) {
			err = fmt.Errorf("%w; %s", err, forceCompares)
		}
		return nil, nil, err
	}
	if err := keepSizes(cmd, s); err != nil {
		closeAll()
		return nil, nil, err
	}
	s.Order = order
	return s, closeAll, nil
}
