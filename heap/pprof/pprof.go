// Package pprof writes what is alive in a heap as a profile of
// github.com/google/pprof, so that its flame graphs and -diff_base can be used.
//
// Every SV is in one sample, so that a profile adds up to the heap. The leaf of
// a sample is the line that made what is alive (closures, with their pads), the
// class (objects), or the type (everything else). What would be the callers of
// a CPU profile are the holders: who keeps a typical one alive, up to a
// variable; for SVs that are no objects, who keeps the container that most of
// them hang on. Samples have the bytes of the SVs themselves, not what they
// retain.
package pprof

import (
	"cmp"
	"context"
	"io"
	"slices"

	"github.com/google/pprof/profile"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// Options say where things stand in the source of today. A nil function leaves
// what the dump records.
type Options struct {
	// Code gives the line of the `sub` of a CODE.
	Code func(cv heap.SV) (file string, line int)
	// File finds a file by its recorded name.
	File func(recorded string) (path string, ok bool)
	// Keys are the keys of hashes that the profile may tell; nil for all.
	Keys text.Keys
}

// Write writes the profile of a heap, gzipped, as pprof has it.
func Write(ctx context.Context, w io.Writer, h *heap.Heap, opt Options) error {
	p, err := Profile(ctx, h, opt)
	if err != nil {
		return err
	}
	return p.Write(w)
}

// Profile makes the profile of a heap: alive (count) and space (bytes).
func Profile(ctx context.Context, h *heap.Heap, opt Options) (*profile.Profile, error) {
	b := &builder{h: h, opt: opt, functions: map[string]*profile.Function{}, locations: map[place]*profile.Location{}, p: &profile.Profile{
		SampleType:        []*profile.ValueType{{Type: "alive", Unit: "count"}, {Type: "space", Unit: "bytes"}},
		DefaultSampleType: "space",
	}}
	t, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	for i := range t.Sites {
		s := &t.Sites[i]
		b.sample(b.code(s.Example, s.Name), s.Example, int64(s.Closures), s.Bytes)
	}
	if err := b.classes(ctx); err != nil {
		return nil, err
	}
	return b.p, b.rest(ctx, t)
}

// code is where the sub of a CODE stands, that has a symbol.
func (b *builder) code(cv heap.SV, name string) place {
	at, _ := b.h.Code(cv).Location()
	if b.opt.Code != nil {
		at.File, at.Line = b.opt.Code(cv)
	}
	return place{cmp.Or(text.Name(name), "&__ANON__"), at.File, at.Line}
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

// classes adds a sample for the objects of each class.
func (b *builder) classes(ctx context.Context) error {
	type class struct {
		name         string
		count, bytes int64
		example      heap.SV
	}
	byStash := map[heap.SV]*class{}
	err := b.each(ctx, func(sv heap.SV) {
		if !b.isObject(sv) {
			return
		}
		stash, _ := b.h.Blessed(sv)
		c := byStash[stash]
		if c == nil {
			name, _ := b.h.Package(sv)
			c = &class{name: cmp.Or(text.Name(name), "a class without a name"), example: sv}
			byStash[stash] = c
		}
		c.count++
		c.bytes += b.h.Size(sv)
	})
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
	return err
}

// isObject reports whether an SV is in the sample of a class. Closures are in
// those of their lines, blessed or not.
func (b *builder) isObject(sv heap.SV) bool {
	_, ok := b.h.Blessed(sv)
	return ok && !isSub(b.h.Kind(sv))
}

// isSub reports whether SVs of a kind are subs or parts of them.
func isSub(k heap.Kind) bool {
	return k == heap.KindCode || k == heap.KindPad || k == heap.KindPadlist || k == heap.KindPadnames
}

func (b *builder) each(ctx context.Context, f func(sv heap.SV)) error {
	for sv := range heap.SV(b.h.Count()) {
		if sv&(1<<16-1) == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		f(sv)
	}
	return nil
}

// sample adds a sample with the holders of an example as its callers.
func (b *builder) sample(leaf place, example heap.SV, count, bytes int64) {
	b.add(leaf, b.holders(path.Finder{Heap: b.h}.Holders(example)), count, bytes)
}

// holders are the places of who holds something.
func (b *builder) holders(held []path.Found) (places []place) {
	for _, f := range held {
		at := f.Start().At
		places = append(places, place{path.Writer{Keys: b.opt.Keys}.Path(f.Path), b.file(at.File), at.Line})
	}
	return places
}

func (b *builder) file(recorded string) string {
	if b.opt.File != nil {
		if path, ok := b.opt.File(recorded); ok {
			return path
		}
	}
	return recorded
}

func (b *builder) add(leaf place, callers []place, count, bytes int64) {
	stack := []*profile.Location{b.location(leaf)}
	for _, at := range callers {
		stack = append(stack, b.location(at))
	}
	b.p.Sample = append(b.p.Sample, &profile.Sample{Location: stack, Value: []int64{count, bytes}})
}

func (b *builder) location(at place) *profile.Location {
	at.file = text.Whole(at.file)
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
