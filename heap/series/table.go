package series

import (
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/wire"
)

// Bounds of what a file may have.
const (
	maxShapes = 1 << 17
	maxNames  = 1 << 17
	maxCount  = 1 << 40
	maxBytes  = 1 << 50
)

// maxCompared bounds the shapes of all points that are compared; it is enough for
// two points of any file. Tests set a small one.
var maxCompared = 1 << 20

// table is what the points of a file have numbered, with the numbers of the last
// of them.
type table struct {
	shapes  []shapeKey
	byShape map[shapeKey]int
	lines   names[wire.SeriesLine]
	classes names[string]
	of      map[int][]int64 // members, SVs, bytes by shape; what has none is not in it
}

// names are numbered, with count and bytes of those that there are.
type names[T comparable] struct {
	list  []T
	index map[T]int
	of    map[int][]int64
}

func newTable() *table {
	t := &table{shapes: []shapeKey{{}}, byShape: map[shapeKey]int{}, of: map[int][]int64{}}
	t.lines.init()
	t.classes.init()
	return t
}

func (n *names[T]) init() { n.index, n.of = map[T]int{}, map[int][]int64{} }

func (n *names[T]) number(name T) (number int, isNew bool) {
	at, ok := n.index[name]
	if !ok {
		at = len(n.list)
		n.index[name] = at
		n.list = append(n.list, name)
	}
	return at, !ok
}

// changes replaces numbers by others, and gives those that differ, in order; what
// is there no more is all zeros.
func changes(of map[int][]int64, now map[int][]int64, width int) [][]int64 {
	out := [][]int64{}
	for n, v := range now {
		if !slices.Equal(of[n], v) {
			out = append(out, append([]int64{int64(n)}, v...))
		}
		of[n] = v
	}
	for n := range of {
		if _, ok := now[n]; !ok {
			out = append(out, append([]int64{int64(n)}, make([]int64, width)...))
			delete(of, n)
		}
	}
	slices.SortFunc(out, func(a, b []int64) int { return int(a[0] - b[0]) })
	return out
}

// encode makes the line of a point.
func (t *table) encode(p *Point) (*wire.SeriesPoint, error) {
	j := p.SeriesPoint
	j.NewShapes, j.NewLines, j.NewClasses = []wire.SeriesShape{}, []wire.SeriesLine{}, []string{}
	shapes, err := p.folded(func(k shapeKey, big bool) (int, bool) {
		n, ok := t.byShape[k]
		if !ok && big && len(t.shapes) < maxShapes {
			n, ok = len(t.shapes), true
			t.byShape[k] = n
			t.shapes = append(t.shapes, k)
			j.NewShapes = append(j.NewShapes, wire.SeriesShape{Parent: k.parent, Step: stepJSON(k.step), Class: stepJSON(k.class)})
		}
		return n, ok
	})
	if err != nil {
		return nil, err
	}
	now := map[int][]int64{}
	for n, s := range shapes {
		now[n] = []int64{int64(s.Count), int64(s.SVs), s.Bytes}
	}
	j.Shapes = changes(t.of, now, 3)

	now = map[int][]int64{}
	for _, a := range p.lines {
		n, isNew := t.lines.number(wire.SeriesLine{Name: a.Name, RecordedFile: a.Recorded.File, RecordedLine: a.Recorded.Line})
		if isNew {
			j.NewLines = append(j.NewLines, t.lines.list[n])
		}
		now[n] = sum(now[n], a)
	}
	j.Lines = changes(t.lines.of, now, 2)

	now = map[int][]int64{}
	for _, a := range p.classes {
		n, isNew := t.classes.number(a.Name)
		if isNew {
			j.NewClasses = append(j.NewClasses, a.Name)
		}
		now[n] = sum(now[n], a)
	}
	j.Classes = changes(t.classes.of, now, 2)
	return &j, t.check(&j) // what cannot be read again is not written
}

func sum(was []int64, a growth.Amount) []int64 {
	if was == nil {
		was = []int64{0, 0}
	}
	return []int64{was[0] + int64(a.Count), safe.Add(was[1], a.Bytes)}
}

// add reads the line of a point. The error says what is wrong with it.
func (t *table) add(j *wire.SeriesPoint) error {
	for _, s := range j.NewShapes {
		if s.Parent < 0 || s.Parent >= len(t.shapes) {
			return fmt.Errorf("shape %d is in shape %d, which is not known", len(t.shapes), s.Parent)
		}
		step, err := stepOf(s.Step)
		if err != nil {
			return err
		}
		class, err := stepOf(s.Class)
		if err != nil {
			return err
		}
		if len(t.shapes) >= maxShapes {
			return fmt.Errorf("it has more than %d shapes", maxShapes)
		}
		k := shapeKey{s.Parent, step, class}
		t.byShape[k] = len(t.shapes)
		t.shapes = append(t.shapes, k)
	}
	for _, line := range j.NewLines {
		t.lines.number(line)
	}
	for _, class := range j.NewClasses {
		t.classes.number(class)
	}
	return t.check(j)
}

// check takes the numbers of a point, whose shapes and names are known. The error
// says which cannot be.
func (t *table) check(j *wire.SeriesPoint) error {
	for what, n := range map[string]int64{"svs": int64(j.SVs), "codes": int64(j.Codes), "unreached": int64(j.Unreached), "bytes": j.Bytes, "unreachedBytes": j.UnreachedBytes} {
		if n < 0 || n > maxBytes {
			return fmt.Errorf("%s: %d is no number that a heap can have", what, n)
		}
	}
	if err := j.Memory.Check(); err != nil {
		return err
	}
	if len(t.lines.list) > maxNames || len(t.classes.list) > maxNames {
		return fmt.Errorf("it has more than %d lines or classes: move it away to begin another", maxNames)
	}
	for _, c := range []struct {
		what  string
		list  [][]int64
		into  map[int][]int64
		known int
		width int
	}{{"shape", j.Shapes, t.of, len(t.shapes), 3}, {"line", j.Lines, t.lines.of, len(t.lines.list), 2}, {"class", j.Classes, t.classes.of, len(t.classes.list), 2}} {
		for _, v := range c.list {
			if len(v) != c.width+1 || v[0] < 0 || v[0] >= int64(c.known) {
				return fmt.Errorf("numbers are of no %s: %v", c.what, v)
			}
			none := true
			for i, n := range v[1:] {
				if n < 0 || n > maxBytes || i < c.width-1 && n > maxCount {
					return fmt.Errorf("%s %d: %d is no number that a heap can have", c.what, v[0], n)
				}
				none = none && n == 0
			}
			if none {
				delete(c.into, int(v[0]))
			} else {
				c.into[int(v[0])] = slices.Clone(v[1:])
			}
		}
	}
	return nil
}

// point gives the last point that was added, as a whole.
func (t *table) point(j wire.SeriesPoint) *Point {
	p := &Point{SeriesPoint: j, read: true}
	p.NewShapes, p.NewLines, p.NewClasses, p.Shapes, p.Lines, p.Classes = nil, nil, nil, nil, nil, nil
	// Most shapes of a long series are gone, and so is what held them.
	needed := make([]bool, len(t.shapes))
	needed[0] = true
	for n := len(t.shapes) - 1; n > 0; n-- {
		if needed[n] = needed[n] || t.of[n] != nil; needed[n] {
			needed[t.shapes[n].parent] = true
		}
	}
	index := make([]int, len(t.shapes))
	for n, k := range t.shapes {
		if !needed[n] {
			continue
		}
		s := population.Shape{Parent: index[k.parent], Step: k.step, Class: k.class}
		if v := t.of[n]; v != nil {
			s.Count, s.SVs, s.Bytes = int(v[0]), int(v[1]), v[2]
		}
		index[n] = len(p.shapes)
		p.shapes = append(p.shapes, s)
	}
	for n, line := range t.lines.list {
		if v := t.lines.of[n]; v != nil {
			p.lines = append(p.lines, growth.Amount{Name: line.Name, Recorded: heap.Location{File: line.RecordedFile, Line: line.RecordedLine}, Count: int(v[0]), Bytes: v[1]})
		}
	}
	for n, class := range t.classes.list {
		if v := t.classes.of[n]; v != nil {
			p.classes = append(p.classes, growth.Amount{Name: class, Count: int(v[0]), Bytes: v[1]})
		}
	}
	return p
}
