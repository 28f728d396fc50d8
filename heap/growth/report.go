package growth

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// Report is how the parts of a heap developed over several dumps.
type Report struct {
	Dumps []Dump
	// Lines are the subs that closures were cloned from, Classes the classes of
	// blessed SVs, and Holders the populations that grew on their own account,
	// with what they retain apart from other holders. Those that grew by the
	// most bytes come first.
	Lines, Classes, Holders []Track
	// Rest is the heap without the holders; together they add up to the heap.
	Rest Track
	// Unrelated is why the dumps are not of one process; nil if they may be.
	Unrelated error
	// ByShape tells that what is new in a dump, and stays, is not known: the dumps
	// are unrelated, or only their numbers are there.
	ByShape bool
}

// Dump describes one of the dumps.
type Dump struct {
	Path           string
	Time           time.Time // when it was taken; zero if nobody noted it
	SVs, Codes     int
	Bytes          int64
	Unreached      int // SVs that no root reaches
	UnreachedBytes int64
	// New counts the SVs that the previous dump did not have at their address,
	// and Stay those of them that are still in the last dump. Reused counts
	// addresses that now hold another kind of SV: at least as many SVs of the
	// same kind are new as well, but count as old.
	New, Stay, Reused int
}

// Track follows one line, class or holder through all dumps.
type Track struct {
	// Population is that of a holder, in the heaps of the series.
	Population *population.Population
	Name       string        // of the sub or the class; for a sub it may be empty
	Recorded   heap.Location // of a line: as in the dumps, but (eval) for every (eval 7)
	SV         heap.SV       // an example in the last heap; NoSV if there is none
	Counts     []int64       // closures, objects or entries, in each dump
	Bytes      []int64       // of the CODEs with their pads; of the objects alone; retained by the holder, see [population.Share]
	Trend      Trend         // of Counts, or of Bytes for a holder without entries
}

// Grown returns by how many bytes it grew from the first dump to the last.
func (t *Track) Grown() int64 { return t.Bytes[len(t.Bytes)-1] - t.Bytes[0] }

// Where says which sub of a program a line's track belongs to, and where that
// is. A sub that the source does not have is given at its first statement, as
// recorded by the dump; so are all if prog is nil.
func (t *Track) Where(prog *site.Program) string {
	where := t.Recorded.String() + " as recorded"
	if t.SV != heap.NoSV && prog != nil {
		if p := prog.PlaceCode(t.SV); p.Path != "" {
			where = p.Written(site.WithDoubt)
		}
	}
	if t.Name != "" && !strings.HasSuffix(t.Name, "::__ANON__") {
		where += " " + text.Name(t.Name)
	}
	return where
}

// Compare reports on all dumps of the series.
func (s *Series) Compare(ctx context.Context) (*Report, error) {
	r := &Report{}
	sums := make([]*Summary, len(s.Heaps))
	for k, h := range s.Heaps {
		r.Dumps = append(r.Dumps, s.dump(k))
		var err error
		if sums[k], err = SummarizeHeap(ctx, h); err != nil {
			return nil, err
		}
		s.rest(k)
	}
	ps, err := s.Populations(ctx)
	if err != nil {
		return nil, err
	}
	r.fill(sums, ps)
	r.Unrelated, r.ByShape = s.Unrelated, s.Unrelated != nil
	return r, nil
}

// ReportOf compares dumps that are there no more, oldest first, of which numbers
// were taken down.
func ReportOf(dumps []Dump, sums []*Summary, ps *population.Populations) *Report {
	r := &Report{Dumps: dumps, ByShape: true}
	r.fill(sums, ps)
	return r
}

func (r *Report) fill(sums []*Summary, ps *population.Populations) {
	r.Lines, r.Classes = Tracks(sums)
	growing, rest := ps.Growing()
	for _, g := range growing {
		r.Holders = append(r.Holders, trackOf(g))
	}
	r.Rest = trackOf(rest)
}

// Tracks compares dumps that were summarised, oldest first, as the report's
// Lines and Classes. There are no examples but of the last.
func Tracks(sums []*Summary) (lines, classes []Track) {
	byLine, byClass := tracks{}, tracks{}
	for k, sum := range sums {
		byLine.add(sum.lines, k, len(sums))
		byClass.add(sum.classes, k, len(sums))
	}
	return byLine.sorted(), byClass.sorted()
}

func trackOf(g population.Share) Track {
	p := g.Population
	t := Track{Population: p, SV: p.Example[len(p.Example)-1], Bytes: g.Bytes}
	for _, c := range p.Count {
		t.Counts = append(t.Counts, int64(c))
	}
	t.Trend = TrendOf(t.Counts)
	if t.Trend == Stable {
		t.Trend = TrendOf(t.Bytes)
	}
	return t
}

func (s *Series) dump(k int) Dump {
	h := s.Heaps[k]
	d := Dump{
		Path: h.File().Path(), SVs: h.Count(), Codes: h.Codes().Len(), Bytes: h.Bytes(),
		Unreached: s.Sizes[k].Unreached, UnreachedBytes: s.Sizes[k].UnreachedBytes,
	}
	if k == 0 || s.Unrelated != nil {
		return d
	}
	for i, was := range s.earlier[k] {
		if was != heap.NoSV {
			continue
		}
		d.New++
		if _, ok := s.Heaps[k-1].At(h.Addr(heap.SV(i))); ok {
			d.Reused++
		}
	}
	d.Stay = d.New
	if last := len(s.Heaps) - 1; k < last {
		d.Stay = 0
		for i := range s.Last().Count() {
			now := s.back(last, k, heap.SV(i))
			if now != heap.NoSV && s.earlier[k][now] == heap.NoSV {
				d.Stay++
			}
		}
	}
	return d
}

// back follows an SV of heap from back to heap to.
func (s *Series) back(from, to int, sv heap.SV) heap.SV {
	for k := from; k > to && sv != heap.NoSV; k-- {
		sv = s.earlier[k][sv]
	}
	return sv
}

type tracks map[key]*Track

// add puts in what heap k of n has.
func (t tracks) add(found map[key]*amount, k, n int) {
	for key, a := range found {
		at := t[key]
		if at == nil {
			at = &Track{Name: key.name, Recorded: key.loc, SV: heap.NoSV, Counts: make([]int64, n), Bytes: make([]int64, n)}
			t[key] = at
		}
		at.Counts[k], at.Bytes[k] = int64(a.count), a.bytes
		if k == n-1 {
			at.SV = a.example
		}
	}
}

func (t tracks) sorted() []Track {
	all := make([]Track, 0, len(t))
	for _, at := range t {
		at.Trend = TrendOf(at.Counts)
		all = append(all, *at)
	}
	slices.SortFunc(all, func(a, b Track) int {
		return cmp.Or(
			-cmp.Compare(a.Grown(), b.Grown()),
			-cmp.Compare(a.Bytes[len(a.Bytes)-1], b.Bytes[len(b.Bytes)-1]),
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Recorded.File, b.Recorded.File),
			cmp.Compare(a.Recorded.Line, b.Recorded.Line),
		)
	})
	return all
}
