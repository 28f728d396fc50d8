// Package series keeps the course of one process without its dumps: what is
// alive by line and by class, and the populations, in numbers. It has no values,
// and of the keys of hashes those that the source has as constants.
//
// A series is a file of JSON Lines: a [wire.SeriesHead], then a [wire.SeriesPoint]
// for each dump that was there. A point has what changed since the one before, so
// that one of a heap of gigabytes takes some kilobytes. The format has a
// version, and one that is not known is refused.
package series

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Point is what a heap was made of at one moment.
type Point struct {
	wire.SeriesPoint // without the lists
	lines, classes   []growth.Amount
	shapes           []population.Shape
	read             bool // from a file, where small shapes are not told
}

// Closures gives those of the point by line.
func (p *Point) Closures() []growth.Amount { return p.lines }

// Objects gives those of the point by class.
func (p *Point) Objects() []growth.Amount { return p.classes }

// Tree gives the populations of the point.
func (p *Point) Tree() (*population.Tree, error) { return p.tree(map[shapeKey]int{}) }

// NewPoint takes down a heap. tree are its shapes, keys the keys of hashes that
// may be told. Time, the names of files and what is known of the process are
// left to the caller.
func NewPoint(ctx context.Context, h *heap.Heap, sizes *retained.Sizes, tree *population.Tree, keys text.Keys) (*Point, error) {
	sum, err := growth.SummarizeHeap(ctx, h)
	if err != nil {
		return nil, err
	}
	p := &Point{lines: sum.Lines(), classes: sum.Classes(), shapes: tree.Shapes()}
	p.SVs, p.Codes, p.Bytes, p.Unreached, p.UnreachedBytes = h.Count(), h.Codes().Len(), h.Bytes(), sizes.Unreached, sizes.UnreachedBytes
	whole := func(list []growth.Amount) {
		for i := range list {
			a := &list[i]
			a.Name, a.Recorded.File = text.Name(a.Name), text.Path(a.Recorded.File)
		}
		slices.SortFunc(list, func(a, b growth.Amount) int {
			return cmp.Or(strings.Compare(a.Recorded.File, b.Recorded.File), cmp.Compare(a.Recorded.Line, b.Recorded.Line), strings.Compare(a.Name, b.Name))
		})
	}
	whole(p.lines)
	whole(p.classes)
	for i := range p.shapes {
		s := &p.shapes[i]
		s.Step, s.Class = toldStep(s.Step, keys), toldStep(s.Class, keys)
	}
	p.shapes = merged(p.shapes)
	return p, nil
}

// merged makes shapes that are alike one. Without the keys of hashes many are, and
// whether they are large is asked of them together.
func merged(shapes []population.Shape) []population.Shape {
	numbers, known, list := make([]int, len(shapes)), map[shapeKey]int{}, []population.Shape{}
	for i, s := range shapes {
		if i > 0 {
			s.Parent = numbers[s.Parent]
			k := shapeKey{s.Parent, s.Step, s.Class}
			if n, ok := known[k]; ok {
				numbers[i] = n
				at := &list[n]
				at.Count, at.SVs, at.Bytes = at.Count+s.Count, at.SVs+s.SVs, safe.Add(at.Bytes, s.Bytes)
				continue
			}
			known[k] = len(list)
		}
		numbers[i] = len(list)
		list = append(list, s)
	}
	return list
}

// toldStep is a step without what may not be told, as a file has it.
func toldStep(s path.Step, keys text.Keys) path.Step {
	s.Index = 0
	switch {
	case s.Kind == path.Key && !keys.May(s.Text):
		s.Text = population.Untold
	default:
		s.Text = text.Name(s.Text)
	}
	s.Sub, s.At.File = text.Name(s.Sub), text.Path(s.At.File)
	return s
}

// least is how many bytes a shape retains before it is told by itself.
const least = 256

// shapeKey is what makes a shape the same in two points.
type shapeKey struct {
	parent      int
	step, class path.Step
}

// folded gives the shapes of a point by number: those that number knows or that
// retain enough; it may make new numbers. What has none counts to what holds it.
func (p *Point) folded(number func(k shapeKey, big bool) (int, bool)) (map[int]population.Shape, error) {
	of := map[int]population.Shape{}
	numbers := make([]int, len(p.shapes))
	retained := make([]int64, len(p.shapes))
	for i := len(p.shapes) - 1; i >= 0; i-- {
		retained[i] = safe.Add(retained[i], p.shapes[i].Bytes)
		if i > 0 {
			up := &retained[p.shapes[i].Parent]
			*up = safe.Add(*up, retained[i])
		}
	}
	for i := range p.shapes {
		s := p.shapes[i]
		in, told := 0, true
		if i > 0 {
			in = numbers[s.Parent]
			if numbers[i], told = number(shapeKey{in, s.Step, s.Class}, retained[i] >= least); !told {
				numbers[i] = in
			}
		}
		at := of[numbers[i]]
		if told {
			at.Parent, at.Step, at.Class = in, s.Step, s.Class
			at.Count += s.Count
		}
		at.SVs += s.SVs
		at.Bytes = safe.Add(at.Bytes, s.Bytes)
		of[numbers[i]] = at
	}
	if len(of) > maxShapes {
		return nil, fmt.Errorf("the heap has more than %d shapes", maxShapes)
	}
	return of, nil
}

// tree makes the shapes of a point by themselves. known are those of the other
// points.
func (p *Point) tree(known map[shapeKey]int) (*population.Tree, error) {
	of, err := p.folded(func(k shapeKey, big bool) (int, bool) {
		n, ok := known[k]
		if !ok && (big || p.read) && len(known) < maxCompared {
			n, ok = len(known)+1, true
			known[k] = n
		}
		return n, ok
	})
	if err != nil {
		return nil, err
	}
	numbers := slices.Sorted(maps.Keys(of)) // what holds a shape has a smaller one
	index, list := make(map[int]int, len(of)), make([]population.Shape, 0, len(of))
	for _, n := range numbers {
		s := of[n]
		s.Parent = index[s.Parent]
		index[n] = len(list)
		list = append(list, s)
	}
	return population.TreeOf(list)
}

// Compare says how the parts of a heap changed over points, which it sorts by
// time.
func Compare(points []*Point) (*growth.Report, error) {
	if len(points) == 0 {
		return nil, errors.New("a series without a point says nothing")
	}
	points = slices.Clone(points)
	slices.SortStableFunc(points, func(a, b *Point) int { return a.Time.Compare(b.Time) })
	var dumps []growth.Dump
	var sums []*growth.Summary
	// What a file tells by itself is told of heaps beside it too, however small.
	trees, known := make([]*population.Tree, len(points)), map[shapeKey]int{}
	for _, read := range []bool{true, false} {
		for i, p := range points {
			if p.read != read {
				continue
			}
			var err error
			if trees[i], err = p.tree(known); err != nil {
				return nil, err
			}
		}
	}
	for _, p := range points {
		sums = append(sums, growth.NewSummary(p.lines, p.classes))
		dumps = append(dumps, growth.Dump{
			Path: p.Dump, Time: p.Time, SVs: p.SVs, Codes: p.Codes, Bytes: p.Bytes, Unreached: p.Unreached, UnreachedBytes: p.UnreachedBytes,
		})
	}
	return growth.ReportOf(dumps, sums, population.Merge(trees...)), nil
}

// Same reports whether two series are of one process. Start times of processes
// are in rounded hundredths of a second.
func Same(a, b wire.SeriesHead) bool {
	gap := a.Started.Sub(b.Started)
	return a.PID == b.PID && a.Host == b.Host && math.Abs(gap.Seconds()) < (2*time.Second).Seconds() && a.DefStash == b.DefStash
}
