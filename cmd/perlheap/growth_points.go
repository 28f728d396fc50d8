package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/series"
	"github.com/perlheap/perlheap/heap/text"
)

// points are the points of series, and of dumps given with them.
type points struct {
	series []*series.Series
	dumps  []string // the other arguments
}

// readPoints reads the series among arguments: files, and folders that perlheap
// watch wrote to. Of each at most this many points are taken. It is nil if all
// arguments are dumps.
func readPoints(args []string, most int) (*points, error) {
	p := &points{}
	for _, arg := range args {
		paths := []string{arg}
		if info, err := os.Stat(arg); err == nil && info.IsDir() {
			if paths, _ = filepath.Glob(filepath.Join(escapedGlob(arg), "*"+series.Ending)); len(paths) == 0 {
				return nil, fmt.Errorf("%s: no series in this folder; perlheap watch writes them", arg)
			}
			if len(paths) > 1 {
				return nil, fmt.Errorf("%s: several series in this folder, of different processes or interpreters: name one of %s", arg, strings.Join(paths, ", "))
			}
		} else if !series.IsSeries(arg) {
			p.dumps = append(p.dumps, arg)
			continue
		}
		for _, path := range paths {
			s, err := series.Read(path, most)
			if err != nil {
				return nil, err
			}
			if len(s.Points) == 0 {
				return nil, fmt.Errorf("%s: no points yet", path)
			}
			p.series = append(p.series, s)
		}
	}
	if len(p.series) == 0 {
		return nil, nil
	}
	return p, nil
}

// escapedGlob returns a pattern that matches only the path.
func escapedGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

// keptDumps are the paths of the dumps of a series that are still there, oldest first.
func keptDumps(s *series.Series) (paths []string) {
	for _, name := range s.Dumps {
		path := filepath.Join(filepath.Dir(s.Path), filepath.Base(name))
		if info, err := os.Stat(path); name != "" && err == nil && info.Mode().IsRegular() {
			paths = append(paths, path)
		}
	}
	return paths
}

// all are the dumps of the series that are still there, and those beside them,
// each once.
func (p *points) all() (paths []string) {
	for _, s := range p.series {
		paths = append(paths, keptDumps(s)...)
	}
	for _, path := range p.dumps {
		if !slices.ContainsFunc(paths, func(other string) bool { return filepath.Base(path) == filepath.Base(other) && sameFolder(path, other) }) {
			paths = append(paths, path)
		}
	}
	return paths
}

// related refuses series of several processes.
func (p *points) related() error {
	for _, s := range p.series[1:] {
		if first := p.series[0]; !series.Same(first.Head, s.Head) {
			return fmt.Errorf("%s and %s: %w: %d, started %s, and %d, started %s", first.Path, s.Path, growth.ErrOtherProcess,
				first.Head.PID, first.Head.Started.Local().Format("2006-01-02 15:04:05"), s.Head.PID, s.Head.Started.Local().Format("2006-01-02 15:04:05"))
		}
	}
	return nil
}

// compare says how the points of series went, and those of dumps that the series
// do not have. note is what a person should know of it.
func (p *points) compare(cmd *cobra.Command, tree *sourceTree, told *keysFlag, force bool) (r *growth.Report, note string, err error) {
	if err := p.related(); err != nil && !force {
		return nil, "", fmt.Errorf("%w; %s", err, forceCompares)
	}
	var all []*series.Point
	count := 0
	for _, s := range p.series {
		for _, point := range s.Points {
			if !regular(filepath.Join(filepath.Dir(s.Path), filepath.Base(point.Dump))) {
				point.Dump = "" // only its numbers are there
			}
		}
		all = append(all, s.Points...)
		count += s.Count
	}
	if count > len(all) {
		note = fmt.Sprintf("%s of %s points are shown; trends are those of these", text.Count(len(all)), text.Count(count))
	}
	for _, path := range p.dumps {
		if slices.ContainsFunc(p.series, func(s *series.Series) bool {
			return slices.Contains(s.Dumps, filepath.Base(path)) && sameFolder(path, s.Path)
		}) {
			continue
		}
		point, err := pointOfDump(cmd, path, p.series[0].Head.DefStash, tree, told, force)
		if err != nil {
			return nil, "", err
		}
		all = append(all, point)
	}
	if len(all) < 2 {
		return nil, "", errors.New("one point only; comparing needs two")
	}
	r, err = series.Compare(all)
	return r, note, err
}

func regular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func sameFolder(a, b string) bool {
	x, errX := os.Stat(filepath.Dir(a))
	y, errY := os.Stat(filepath.Dir(b))
	return errX == nil && errY == nil && os.SameFile(x, y)
}

func pointOfDump(cmd *cobra.Command, path, defStash string, tree *sourceTree, told *keysFlag, force bool) (*series.Point, error) {
	h, done, err := open(cmd, path)
	if err != nil {
		return nil, err
	}
	defer done()
	if at := defStashOf(h); at != defStash && !force {
		return nil, fmt.Errorf("%s and the series: %w: the root defstash is at %s and at %s; %s", path, growth.ErrOtherProcess, at, defStash, forceCompares)
	}
	point, _, err := newPoint(cmd, h, told.keys(tree.program(h)))
	if err != nil {
		return nil, err
	}
	point.Time, point.Dump = growth.TimeOf(path), path
	return point, nil
}

func defStashOf(h *heap.Heap) string {
	stash, ok := h.Roots().Find("defstash")
	if !ok {
		return ""
	}
	return h.Addr(stash).String()
}

// newPoint makes a point from a heap, and also returns its populations.
func newPoint(cmd *cobra.Command, h *heap.Heap, keys text.Keys) (*series.Point, *population.Tree, error) {
	sizes, err := retainedSizes(cmd, h)
	if err != nil {
		return nil, nil, err
	}
	tree, err := population.New(cmd.Context(), h, sizes)
	if err != nil {
		return nil, nil, err
	}
	point, err := series.NewPoint(cmd.Context(), h, sizes, tree, keys)
	return point, tree, err
}
