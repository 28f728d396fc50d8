//go:build measure

package align_test

import (
	"context"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
)

var (
	dumpsFlag      = flag.String("dumps", "", "comma-separated dumps whose CODEs TestDumps places")
	dumpPlacedFlag = flag.Float64("dumps-placed", 99.9, "per cent of the locations that must fall in exactly one sub")
)

// The tag keeps package heap, which this package does not need, out of its
// other tests.
//
// TestDumps takes every CODE of the dumps that has a line and a file on this
// machine: it must fall in exactly one sub, one that declares or uses all the
// names of its pad. CODEs of one optree (closures and their prototype) count
// once.
func TestDumps(t *testing.T) {
	if *dumpsFlag == "" {
		t.Skip("give dumps with -dumps")
	}
	for _, path := range strings.Split(*dumpsFlag, ",") {
		h, err := heap.Open(context.Background(), path, heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := placer{t: t, h: h, files: map[string]*perl.File{}}
		seen := map[pmat.Addr]bool{}
		for cv := range h.Codes().All {
			loc, ok := h.Code(cv).Location()
			root := h.Code(cv).OpRoot()
			if !ok || loc.Line == 0 || root == 0 || seen[root] || files.NoFile(loc.File) {
				continue
			}
			seen[root] = true
			p.place(cv, loc)
		}
		share := 100 * float64(p.one) / float64(max(p.total, 1))
		t.Logf("%s: %d locations in %d files: %d in exactly one sub = %.3f %% (%d of them behind its first statement), %d ambiguous, %d with foreign pad names, %d in no sub; %d in files that are not here",
			path, p.total, len(p.files), p.one, share, p.behind, p.ambiguous, p.foreign, p.none, p.gone)
		if share < *dumpPlacedFlag {
			t.Errorf("%.3f %% is below %.3f %%", share, *dumpPlacedFlag)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
}

type placer struct {
	t                                                  *testing.T
	h                                                  *heap.Heap
	files                                              map[string]*perl.File
	total, one, behind, ambiguous, foreign, none, gone int
}

func (p *placer) place(cv heap.SV, loc heap.Location) {
	f, known := p.files[loc.File]
	if !known {
		if text, err := os.ReadFile(loc.File); err == nil {
			f = perl.Scan(text)
		}
		p.files[loc.File] = f
	}
	if f == nil {
		p.gone++
		return
	}
	p.total++
	trait := align.Trait{Pad: []string{}, Captured: []string{}, Constants: []string{}}
	if name, ok := p.h.Symbols().Name(cv); ok {
		name = name[strings.LastIndexByte(name, ':')+1:]
		if name = strings.TrimPrefix(name, "&"); name != "__ANON__" {
			trait.Name = name
		}
	}
	names, err := p.h.Code(cv).Padnames()
	if err != nil {
		p.t.Fatal(err)
	}
	for _, n := range names {
		if len(n.Name) < 2 || n.Name[0] == '&' || n.Our != heap.NoSV || n.Flags&pmat.PadnameOur != 0 {
			continue
		}
		trait.Pad = append(trait.Pad, n.Name)
		if n.Flags&pmat.PadnameOuter != 0 {
			trait.Captured = append(trait.Captured, n.Name)
		}
	}
	body, err := p.h.Code(cv).Body()
	if err != nil {
		p.t.Fatal(err)
	}
	for _, sv := range body.Constants {
		if s, err := p.h.Scalar(sv); err == nil && s.HasInteger() {
			trait.Constants = append(trait.Constants, strconv.FormatInt(s.IV(), 10))
		} else if text, err := p.h.Text(sv, 80); err == nil && len(text) > 0 {
			trait.Constants = append(trait.Constants, string(text))
		}
	}
	candidates := f.Locate(perl.Location{Line: perl.Line(loc.Line)})
	i, unclear := align.Pick(f, candidates, trait)
	if i < 0 {
		p.none++
		p.t.Logf("no sub: %s line %d %s %v", loc.File, loc.Line, trait.Name, trait.Pad)
		return
	}
	can := f.PadNames(i)
	for _, n := range trait.Pad {
		if !can[n] {
			p.foreign++
			p.t.Logf("foreign pad name %s: %s line %d %s", n, loc.File, loc.Line, trait.Name)
			return
		}
	}
	if unclear {
		p.ambiguous++
		p.t.Logf("ambiguous: %s line %d %s %v", loc.File, loc.Line, trait.Name, trait.Pad)
		return
	}
	p.one++
	for _, c := range candidates {
		if c.Sub == i && c.Fit > perl.FitReach {
			p.behind++
		}
	}
}
