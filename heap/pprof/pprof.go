// Package pprof writes what is alive in a heap as a profile of
// github.com/google/pprof, so that its flame graphs and -diff_base can be used.
//
// A sample is what was made at one line (closures) or is of one class
// (objects). Its leaf is that line or class, and what would be the callers of a
// CPU profile are the holders: who keeps a typical one alive, up to a variable.
// Objects and closures count once each, with their own bytes; what they hold
// together with others is in no sample.
package pprof

import (
	"cmp"
	"context"
	"io"
	"slices"

	"github.com/google/pprof/profile"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
)

// Locate gives where a site stands in the source of today.
type Locate func(s *site.Site) (file string, line int)

// Write writes the profile of a heap, gzipped, as pprof has it. A nil locate
// takes the places that the dump records.
func Write(ctx context.Context, w io.Writer, h *heap.Heap, locate Locate) error {
	p, err := Profile(ctx, h, locate)
	if err != nil {
		return err
	}
	return p.Write(w)
}

// Profile makes the profile of a heap: alive (count) and space (bytes).
func Profile(ctx context.Context, h *heap.Heap, locate Locate) (*profile.Profile, error) {
	b := &builder{h: h, functions: map[string]*profile.Function{}, locations: map[place]*profile.Location{}, p: &profile.Profile{
		SampleType:        []*profile.ValueType{{Type: "alive", Unit: "count"}, {Type: "space", Unit: "bytes"}},
		DefaultSampleType: "space",
	}}
	t, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	for i := range t.Sites {
		s := &t.Sites[i]
		file, line := s.Recorded.File, s.Recorded.Line
		if locate != nil {
			file, line = locate(s)
		}
		b.sample(place{cmp.Or(s.Name, "&__ANON__"), file, line}, s.Example, int64(s.Closures), s.Bytes)
	}
	return b.p, b.classes(ctx)
}

type builder struct {
	h         *heap.Heap
	p         *profile.Profile
	functions map[string]*profile.Function
	locations map[place]*profile.Location
}

type place struct {
	name, file string
	line       int
}

// classes adds a sample for the objects of each class.
func (b *builder) classes(ctx context.Context) error {
	type class struct {
		name         string
		count, bytes int64
		example      heap.SV
	}
	byStash := map[heap.SV]*class{}
	for i := range b.h.Count() {
		if i&(1<<16-1) == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		sv := heap.SV(i)
		stash, ok := b.h.Blessed(sv)
		if !ok || b.h.Kind(sv) == heap.KindCode {
			continue
		}
		c := byStash[stash]
		if c == nil {
			name, _ := b.h.Package(sv)
			c = &class{name: name, example: sv}
			byStash[stash] = c
		}
		c.count++
		c.bytes += b.h.Size(sv)
	}
	all := make([]*class, 0, len(byStash))
	for _, c := range byStash {
		all = append(all, c)
	}
	slices.SortFunc(all, func(x, y *class) int {
		return cmp.Or(-cmp.Compare(x.bytes, y.bytes), cmp.Compare(x.name, y.name))
	})
	for _, c := range all {
		b.sample(place{name: c.name}, c.example, c.count, c.bytes)
	}
	return nil
}

// maxHolders bounds the depth of a stack.
const maxHolders = 8

// sample adds a sample with the holders of an example as its callers.
func (b *builder) sample(leaf place, example heap.SV, count, bytes int64) {
	stack := []*profile.Location{b.location(leaf)}
	o, ok := growth.HolderOf(b.h, example)
	for n := 0; ok && n < maxHolders; n++ {
		stack = append(stack, b.location(place{o.String(), o.Recorded.File, o.Recorded.Line}))
		o, ok = o.Above(b.h)
	}
	b.p.Sample = append(b.p.Sample, &profile.Sample{Location: stack, Value: []int64{count, bytes}})
}

func (b *builder) location(at place) *profile.Location {
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
