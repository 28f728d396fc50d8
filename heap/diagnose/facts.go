package diagnose

import (
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
)

// facts are what several rules ask of the heaps of a series. Nothing in them is a
// judgement.
type facts struct {
	ctx   context.Context
	s     *growth.Series
	h     *heap.Heap // the last
	sizes *retained.Sizes
	pops  *population.Populations // of all heaps; nil for a single one

	lostIn      []map[string]*componentClass // of each heap, by origin
	familiesIn  []map[family]int             // of each heap: how many there are
	saidAtFirst map[string]bool              // short strings of the first heap; nil until they are asked for
	shrank      []heap.SV                    // see shrinking; nil until it is asked for
}

func newFacts(ctx context.Context, s *growth.Series) (*facts, error) {
	f := &facts{ctx: ctx, s: s, h: s.Last(), sizes: s.Sizes[len(s.Sizes)-1]}
	if len(s.Heaps) == 1 {
		return f, nil
	}
	var err error
	f.pops, err = s.Populations(ctx)
	return f, err
}

// last returns the index of the last heap.
func (f *facts) last() int { return len(f.s.Heaps) - 1 }

// bytes returns the bytes of each heap.
func (f *facts) bytes() []int64 {
	var all []int64
	for _, h := range f.s.Heaps {
		all = append(all, h.Bytes())
	}
	return all
}

// lost returns what no root reaches in each heap, by origin.
func (f *facts) lost() ([]map[string]*componentClass, error) {
	for k := len(f.lostIn); k < len(f.s.Heaps); k++ {
		classes, err := componentClasses(f.ctx, f.s.Heaps[k], f.s.Sizes[k], func(c *componentClass, i lostComponent) { f.follow(k, c, i) })
		if err != nil {
			return nil, err
		}
		f.lostIn = append(f.lostIn, classes)
	}
	return f.lostIn, nil
}

// families returns how many closures of each sub and objects of each class there
// are in each heap.
func (f *facts) families() ([]map[family]int, error) {
	for k := len(f.familiesIn); k < len(f.s.Heaps); k++ {
		counts, err := familyCounts(f.ctx, f.s.Heaps[k])
		if err != nil {
			return nil, err
		}
		f.familiesIn = append(f.familiesIn, counts)
	}
	return f.familiesIn, nil
}

// isNew reports whether an SV of the last heap was not in the first one, as far
// as addresses tell.
func (f *facts) isNew(sv heap.SV) bool { return f.s.Past(sv)[0] == heap.NoSV }

// members returns the members of populations in the last heap.
func (f *facts) members(of []*population.Population) []heap.SV {
	if len(of) == 1 {
		return f.pops.Members(f.last(), of[0])
	}
	var all []heap.SV
	for _, p := range of {
		all = append(all, f.pops.Members(f.last(), p)...)
	}
	slices.Sort(all)
	return all
}
