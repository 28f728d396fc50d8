package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// linear measures how time and memory grow with the heap, on leaks of increasing
// numbers of SVs.
func (b *bench) linear(sizes []int) error {
	dir, err := os.MkdirTemp("", "perlheap-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // nothing more can be done
	if err := b.section(fmt.Sprintf("Leaks of growing size (median of %d, and the highest peak)", b.runs)); err != nil {
		return err
	}
	b.printf("SVs\tfile\tperlheap\tseconds\tCPU s\tCPU ns/SV\tpeak\tpeak bytes/SV\t\n")
	for _, svs := range sizes {
		if err := b.linearOf(dir, svs); err != nil {
			return err
		}
	}
	return b.out.Flush()
}

// linearTasks are what is measured with each size: a load, and a load with all
// retained sizes.
var linearTasks = [][]string{{"lines"}, {"largest", "--retained"}}

// linearOf measures with one size. The dump is removed again: the largest take
// gigabytes.
func (b *bench) linearOf(dir string, svs int) error {
	path := filepath.Join(dir, "leak.pmat")
	defer os.Remove(path) //nolint:errcheck // with its folder, if not now
	closures := max(1, svs/pmatbuild.SVsPerClosure)
	if err := writeLeak(path, closures); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	for _, task := range linearTasks {
		var runs []usage
		for range b.runs {
			used, err := b.child(io.Discard, b.self, append(slices.Clone(task), "--json", "--"+noCache, path)...)
			if err != nil {
				return err
			}
			runs = append(runs, used)
		}
		m, n := median(runs), float64(pmatbuild.LeakSVs(closures))
		b.printf("%.0f\t%s\t%s\t%.2f\t%s\t%.0f\t%s\t%.0f\t\n", n, mebibytes(info.Size()), strings.Join(task, " "),
			m.wall, seconds(m.cpu), m.cpu*1e9/n, mebibytes(m.peak), float64(m.peak)/n)
	}
	return nil
}

func writeLeak(path string, closures int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := pmatbuild.Leak(f, closures); err != nil {
		_ = f.Close() // the first error says more
		return err
	}
	return f.Close()
}
