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
			if err := ctx.Err(); err != nil {
				return err
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
