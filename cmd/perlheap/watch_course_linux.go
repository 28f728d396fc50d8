package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/series"
)

// course is the series of one interpreter.
type course struct {
	begin string   // of the names of its files
	count int      // of its points
	dumps []string // those that are kept, oldest first
}

// find reads the series of a process that are in a folder already.
func (p *watched) find(folder string) error {
	if p.courses != nil {
		return nil
	}
	paths, err := filepath.Glob(filepath.Join(escapedGlob(folder), fmt.Sprintf("%d-*%s", p.process.PID, series.Ending)))
	if err != nil {
		return err
	}
	found := map[string]*course{}
	for _, path := range paths {
		s, err := series.Read(path, 0)
		if err != nil {
			return fmt.Errorf("%w; move it away to go on without it", err)
		}
		if series.Same(s.Head, p.head(s.Head.DefStash, s.Head.Host, "")) {
			found[s.Head.DefStash] = &course{strings.TrimSuffix(path, series.Ending), s.Count, ownDumps(s)}
		}
	}
	p.courses = found
	return nil
}

// course returns the series of an interpreter, which may begin.
func (p *watched) course(folder string, i capture.Interpreter, which string) *course {
	if c := p.courses[i.DefStash]; c != nil {
		return c
	}
	begin := filepath.Join(folder, fmt.Sprintf("%d-%s", p.process.PID, p.process.Start.UTC().Format("20060102T150405Z")))
	if which != "1" {
		begin += fmt.Sprintf("-i%d", i.Number)
	}
	for isThere := true; isThere; { // it ran exec, or the number was that of another thread
		if isThere = regular(begin + series.Ending); isThere {
			begin += "_"
		}
	}
	return &course{begin: begin}
}

// dumps are those that are kept of some interpreters, or with nil of all, oldest
// first.
func (p *watched) dumps(of func(defStash string) bool) []string {
	var paths []string
	for defStash, c := range p.courses {
		if of == nil || of(defStash) {
			paths = append(paths, c.dumps...)
		}
	}
	paths = slices.DeleteFunc(paths, func(path string) bool { return !regular(path) })
	slices.SortFunc(paths, func(a, b string) int {
		return cmp.Or(growth.TimeOf(a).Compare(growth.TimeOf(b)), strings.Compare(a, b))
	})
	return paths
}

// ownDumps are the dumps of a series that are still there and that watch may
// remove, oldest first: a series may name any file.
func ownDumps(s *series.Series) []string {
	name := regexp.MustCompile(fmt.Sprintf(`^%d-.*-[0-9]{4,}\.pmat(\.gz|\.zst)?$`, s.Head.PID))
	return slices.DeleteFunc(keptDumps(s), func(path string) bool { return !name.MatchString(filepath.Base(path)) })
}
