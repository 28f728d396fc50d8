// Package waste finds memory that a heap spends without need: the same text in
// many strings, hashes and arrays with next to nothing in them, and buffers with
// far more room than is used.
package waste

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/population"
)

// Kind is what sort of waste a [Row] is.
type Kind string

const (
	// EqualStrings have the same text. Bytes are those of the text in all but one.
	// Perl may keep copies of a string in one buffer, which no dump shows.
	EqualStrings Kind = "equal-strings"
	// NearEmpty are hashes and arrays with at most one element, but for the @_ of subs,
	// which perl makes. Bytes are their own.
	NearEmpty Kind = "near-empty"
	// Unused is room in the buffers of strings and arrays that nothing fills. Bytes
	// are at least so many: a dump tells the sizes of a buffer and its SV together.
	Unused Kind = "unused"
)

// Kinds are all kinds, in the order of their tables.
var Kinds = []Kind{EqualStrings, NearEmpty, Unused}

// Row is waste of one kind: of equal strings one text, else one population.
type Row struct {
	Kind  Kind
	In    *population.Population // that they, or most of them, belong to; nil if it is not known
	Type  string                 // of the example: SCALAR, HASH, ARRAY
	Count int
	Here  int // how many of Count belong to In
	Bytes int64
	// Shortest and Longest are the bytes of strings and the elements of hashes and
	// arrays.
	Shortest, Longest int64
	Example           heap.SV
}

// Report is what was found.
type Report struct {
	Rows  []Row          // of each kind those with most bytes, most first
	Bytes map[Kind]int64 // of all, with those that are not in Rows
	More  map[Kind]int   // rows that are not in Rows
	Cut   int            // strings that the dump has the beginning of only: they are not compared
}

// Room that counts as waste: less is what perl adds to every buffer to grow.
const leastRoom = 256

// overhead is more than the head and body of any SV with a buffer take.
const overhead = 128

// Find looks through a heap, whose populations are the last of ps, and keeps so many
// rows of each kind. It reads each string and each pad once, and takes 16 bytes of
// memory for a string and 4 for a pad.
func Find(ctx context.Context, h *heap.Heap, ps *population.Populations, last, limit int) (*Report, error) {
	f := finder{h: h, ps: ps, last: last, limit: limit, report: &Report{Bytes: map[Kind]int64{}, More: map[Kind]int{}}}
	f.groups = map[Kind]map[group]*Row{NearEmpty: {}, Unused: {}}
	if err := f.scan(ctx); err != nil {
		return nil, err
	}
	f.equal()
	for _, kind := range Kinds[1:] {
		var rows []Row
		for _, r := range f.groups[kind] {
			rows = append(rows, *r)
		}
		f.keep(kind, rows)
	}
	return f.report, nil
}

type finder struct {
	h      *heap.Heap
	ps     *population.Populations
	last   int
	limit  int
	report *Report
	texts  []hashed
	groups map[Kind]map[group]*Row
}

// hashed is a string by a hash of its text. Of two texts with one hash of 64 bits,
// whose seed nobody knows before, the lengths are compared as well.
type hashed struct {
	hash uint64
	sv   heap.SV
	size uint32 // bytes; the longest strings are all alike in this
}

type group struct {
	in   *population.Population
	kind heap.Kind
}

func (f *finder) scan(ctx context.Context) error {
	seed := maphash.MakeSeed()
	args, err := f.args(ctx)
	if err != nil {
		return err
	}
	pointer := int64(f.h.File().Header.PtrLen)
	seen := 0
	for sv := range f.h.SVs().OfKind(heap.KindScalar, heap.KindArray, heap.KindHash) {
		if seen++; seen&(1<<14-1) == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		size := f.h.Size(sv)
		if kind := f.h.Kind(sv); kind != heap.KindScalar {
			n, err := f.h.Len(sv)
			if err != nil {
				return err
			}
			if n < 0 || n > size { // not so many fit: the dump is wrong
				continue
			}
			if _, made := slices.BinarySearch(args, sv); n <= 1 && !made {
				f.add(NearEmpty, sv, kind, size, n)
			}
			if room := size - overhead - n*pointer; kind == heap.KindArray && room >= leastRoom {
				f.add(Unused, sv, kind, room, n)
			}
			continue
		}
		s, err := f.h.Scalar(sv)
		if err != nil {
			return err
		}
		if s.Flags&pmat.ScalarPV == 0 {
			continue
		}
		if room := size - overhead - int64(min(s.Len, 1<<62)); room >= leastRoom {
			f.add(Unused, sv, heap.KindScalar, room, int64(s.Len))
		}
		switch {
		case s.Truncated():
			f.report.Cut++
		case s.Len > 0:
			f.texts = append(f.texts, hashed{maphash.Bytes(seed, s.Text), sv, uint32(min(s.Len, 1<<32-1))})
		}
	}
	return nil
}

// args returns the arrays that are the @_ of a sub, slot 0 of a pad, in order.
func (f *finder) args(ctx context.Context) ([]heap.SV, error) {
	var args []heap.SV
	seen := 0
	for pad := range f.h.SVs().OfKind(heap.KindPad) {
		if seen++; seen&(1<<14-1) == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		slots, err := f.h.Elems(pad)
		if err != nil {
			return nil, err
		}
		if len(slots) > 0 && slots[0] != heap.NoSV && f.h.Kind(slots[0]) == heap.KindArray {
			args = append(args, slots[0])
		}
	}
	slices.Sort(args)
	return args, nil
}

// add counts an SV in the row of its population.
func (f *finder) add(kind Kind, sv heap.SV, of heap.Kind, bytes, length int64) {
	k := group{f.population(sv), of}
	r := f.groups[kind][k]
	if r == nil {
		r = &Row{Kind: kind, In: k.in, Type: of.String(), Shortest: length, Example: sv}
		f.groups[kind][k] = r
	}
	r.Count++
	r.Here++
	r.Bytes += bytes
	r.Shortest, r.Longest = min(r.Shortest, length), max(r.Longest, length)
}

func (f *finder) population(sv heap.SV) *population.Population {
	if f.ps == nil {
		return nil
	}
	return f.ps.Of(f.last, sv)
}

// equal makes rows of the texts that several strings have.
func (f *finder) equal() {
	slices.SortFunc(f.texts, func(a, b hashed) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.size, b.size), cmp.Compare(a.sv, b.sv))
	})
	type same struct {
		from, to int
		bytes    int64
	}
	var all []same
	for from := 0; from < len(f.texts); {
		to := from + 1
		for to < len(f.texts) && f.texts[to].hash == f.texts[from].hash && f.texts[to].size == f.texts[from].size {
			to++
		}
		if to-from > 1 {
			all = append(all, same{from, to, int64(to-from-1) * int64(f.texts[from].size)})
			f.report.Bytes[EqualStrings] += all[len(all)-1].bytes
		}
		from = to
	}
	// Those of one size are in the order of the heap, not of their hashes, which
	// differ from run to run.
	slices.SortFunc(all, func(a, b same) int {
		return cmp.Or(cmp.Compare(b.bytes, a.bytes), cmp.Compare(f.texts[a.from].sv, f.texts[b.from].sv))
	})
	shown := all[:min(len(all), f.limit)]
	f.report.More[EqualStrings] = len(all) - len(shown)
	for _, s := range shown {
		first := f.texts[s.from]
		r := Row{
			Kind: EqualStrings, Type: heap.KindScalar.String(), Count: s.to - s.from, Bytes: s.bytes,
			Shortest: int64(first.size), Longest: int64(first.size), Example: first.sv,
		}
		in := map[*population.Population]int{}
		for _, t := range f.texts[s.from:s.to] {
			p := f.population(t.sv)
			// Of as many in several, those that come first in the heap count.
			if in[p]++; in[p] > r.Here {
				r.In, r.Here = p, in[p]
			}
		}
		f.report.Rows = append(f.report.Rows, r)
	}
}

// keep takes the rows with most bytes.
func (f *finder) keep(kind Kind, rows []Row) {
	for i := range rows {
		f.report.Bytes[kind] += rows[i].Bytes
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(a.Example, b.Example))
	})
	shown := rows[:min(len(rows), f.limit)]
	f.report.More[kind] = len(rows) - len(shown)
	f.report.Rows = append(f.report.Rows, shown...)
}
