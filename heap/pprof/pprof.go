// Package pprof writes the populations of a heap as a profile for
// github.com/google/pprof, so that its flame graphs and -diff_base can be used.
//
// Each population is a sample. In place of the callers in a CPU profile are the
// populations that hold it. So what pprof calls flat is the size of a
// population's members themselves, and what it calls cumulative is what they
// retain. The samples add up to the heap.
package pprof

import (
	"cmp"
	"io"

	"github.com/google/pprof/profile"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
)

// Options say where things are in the current source. If a function is nil, the
// place that the dump records is used.
type Options struct {
	// Code returns the line of the `sub` of a CODE.
	Code func(cv heap.SV) (file string, line int)
	// Sub gives the line of the sub whose first statement is recorded at a line.
	Sub func(recorded heap.Location) (file string, line int)
	// Words name the populations.
	Words population.Writer
}

// Write writes the profile of a heap, gzipped as pprof expects. top is the
// population of the whole heap.
func Write(w io.Writer, h *heap.Heap, top *population.Population, opt Options) error {
	return Profile(h, top, opt).Write(w)
}

// Profile returns the profile of a heap: alive (members) and space (bytes).
func Profile(h *heap.Heap, top *population.Population, opt Options) *profile.Profile {
	b := &builder{h: h, opt: opt, functions: map[string]*profile.Function{}, locations: map[place]*profile.Location{}, p: &profile.Profile{
		SampleType:        []*profile.ValueType{{Type: "alive", Unit: "count"}, {Type: "space", Unit: "bytes"}},
		DefaultSampleType: "space",
	}}
	stacks := map[*population.Population][]*profile.Location{} // leaf first
	for p := range top.All {
		if p.Parent != nil || p.Bytes[0] > 0 { // the whole heap is the caller of all
			stacks[p] = append([]*profile.Location{b.location(b.place(p))}, stacks[p.Parent]...)
		}
		if p.Parent != nil && p.Count[0] > 0 || p.Bytes[0] > 0 {
			b.p.Sample = append(b.p.Sample, &profile.Sample{Location: stacks[p], Value: []int64{int64(p.Count[0]), p.Bytes[0]}})
		}
	}
	return b.p
}

type builder struct {
	h         *heap.Heap
	opt       Options
	p         *profile.Profile
	functions map[string]*profile.Function
	locations map[place]*profile.Location
}

type place struct {
	name, file string
	line       int
}

// place says what a population is called, and where it stands: subs where their
// CODE does, variables where the sub does that they are of.
func (b *builder) place(p *population.Population) place {
	at := place{name: b.opt.Words.Chain([]*population.Population{p})}
	if cv := p.Example[0]; cv != heap.NoSV && b.h.Kind(cv) == heap.KindCode {
		if b.opt.Code != nil {
			at.file, at.line = b.opt.Code(cv)
		} else if loc, ok := b.h.Code(cv).Location(); ok {
			at.file, at.line = loc.File, loc.Line
		}
	} else if s := p.Step; s.Kind == path.Lexical || s.Kind == path.Captured {
		at.file, at.line = s.At.File, s.At.Line
		if b.opt.Sub != nil && s.At.File != "" {
			at.file, at.line = b.opt.Sub(s.At)
		}
	}
	return at
}

func (b *builder) location(at place) *profile.Location {
	at.file, at.name = text.Path(at.file), cmp.Or(at.name, "something without a name")
	if l := b.locations[at]; l != nil {
		return l
	}
	key := at.name + "\x00" + at.file
	fn := b.functions[key]
	if fn == nil {
		fn = &profile.Function{ID: uint64(len(b.p.Function) + 1), Name: at.name, SystemName: at.name, Filename: at.file}
		b.functions[key] = fn
		b.p.Function = append(b.p.Function, fn)
	}
	l := &profile.Location{ID: uint64(len(b.p.Location) + 1), Line: []profile.Line{{Function: fn, Line: int64(at.line)}}}
	b.locations[at] = l
	b.p.Location = append(b.p.Location, l)
	return l
}
