package growth

import (
	"context"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/site"
)

// Summary is what a later comparison needs of a dump once its heap is gone: how
// many closures each line had, and how many objects each class. It takes some
// kilobytes, however large the heap was.
type Summary struct {
	Process
	Path           string
	SVs, Codes     int
	Bytes          int64
	lines, classes map[key]*amount
}

// key is what lines and classes are joined by across dumps.
type key struct {
	loc  heap.Location // of a line, see withoutNumber
	name string
}

type amount struct {
	count   int
	bytes   int64
	example heap.SV // the last one; of a line a typical one
}

// askEvery is after how many SVs a walk asks whether to go on.
const askEvery = 1 << 14

// Summarize records what is alive in a heap; table is the result of
// site.Collect.
func Summarize(ctx context.Context, h *heap.Heap, table *site.Table) (*Summary, error) {
	s := &Summary{
		Process: ProcessOf(h), Path: h.File().Path(), SVs: h.Count(), Codes: h.Codes().Len(), Bytes: h.Bytes(),
		lines: map[key]*amount{}, classes: map[key]*amount{},
	}
	s.content = contentOf(h)
	for i := range table.Sites {
		t := &table.Sites[i]
		at := put(s.lines, key{withoutNumber(t.Recorded), t.Name})
		at.count += t.Closures
		at.bytes = safe.Add(at.bytes, t.Bytes)
		at.example = t.Example
	}
	return s, s.countClasses(ctx, h)
}

// SummarizeHeap is [Summarize] of a heap whose closures nobody has collected yet.
func SummarizeHeap(ctx context.Context, h *heap.Heap) (*Summary, error) {
	table, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	return Summarize(ctx, h, table)
}

func put(in map[key]*amount, k key) *amount {
	at := in[k]
	if at == nil {
		at = &amount{}
		in[k] = at
	}
	return at
}

// Line returns how many closures were cloned from the sub of a site, and their
// bytes, counted as in [site.Site]. All string evals are one place.
func (s *Summary) Line(t *site.Site) (count int, bytes int64) {
	return s.lines[key{withoutNumber(t.Recorded), t.Name}].get()
}

// Class returns how many objects of a class there were, and their own bytes.
func (s *Summary) Class(name string) (count int, bytes int64) {
	return s.classes[key{name: name}].get()
}

func (a *amount) get() (count int, bytes int64) {
	if a == nil {
		return 0, 0
	}
	return a.count, a.bytes
}

// withoutNumber makes one place of all string evals: perl numbers them, so
// that none of them is in two dumps under its number.
func withoutNumber(loc heap.Location) heap.Location {
	if strings.HasPrefix(loc.File, "(eval ") {
		loc.File = "(eval)"
	}
	return loc
}

// countClasses counts what is blessed. Names are read once for each package.
func (s *Summary) countClasses(ctx context.Context, h *heap.Heap) error {
	byStash := map[heap.SV]*amount{}
	for i := range h.Count() {
		if i%askEvery == 0 {
			if !safe.Turn(ctx) {
				return ctx.Err()
			}
		}
		sv := heap.SV(i)
		stash, ok := h.Blessed(sv)
		if !ok {
			continue
		}
		at := byStash[stash]
		if at == nil {
			name, ok := h.Package(sv)
			if !ok {
				continue
			}
			at = put(s.classes, key{name: name})
			byStash[stash] = at
		}
		at.count++
		at.bytes += h.Size(sv)
		at.example = sv
	}
	return nil
}

// Amount is what there was of a line or of a class.
type Amount struct {
	Name     string
	Recorded heap.Location // of a line; see [Track]
	Count    int
	Bytes    int64
}

// Lines are the closures by line, in no order.
func (s *Summary) Lines() []Amount { return amountsOf(s.lines) }

// Classes are the objects by class, in no order.
func (s *Summary) Classes() []Amount { return amountsOf(s.classes) }

func amountsOf(m map[key]*amount) []Amount {
	list := make([]Amount, 0, len(m))
	for k, a := range m {
		list = append(list, Amount{k.name, k.loc, a.count, a.bytes})
	}
	return list
}

// NewSummary makes a summary of what was taken down elsewhere.
func NewSummary(lines, classes []Amount) *Summary {
	s := &Summary{lines: map[key]*amount{}, classes: map[key]*amount{}}
	for _, t := range []struct {
		into map[key]*amount
		list []Amount
	}{{s.lines, lines}, {s.classes, classes}} {
		for _, a := range t.list {
			at := put(t.into, key{a.Recorded, a.Name})
			at.count, at.bytes, at.example = at.count+a.Count, safe.Add(at.bytes, a.Bytes), heap.NoSV
		}
	}
	return s
}
