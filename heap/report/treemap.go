package report

import (
	"math"

	"github.com/perlheap/perlheap/heap/text"
)

// cell is a node as a rectangle, in pixels.
type cell struct {
	*node
	ID         int // of its row in the table
	Depth      int
	X, Y, W, H float64
	Label      string // as much of the name as has room; empty for none
	TextX      float64
	TextY      float64
	Size       string // the bytes; empty if there is no room
	SizeY      float64
}

const (
	mapWidth, mapHeight = 1180., 560.
	headHeight          = 18. // of the strip with the name of a node that has parts
	gap                 = 2.  // between a node and its parts
	leastSide           = 3.  // of a cell that is drawn
	charWidth           = 6.4 // of the font of labels, 11 pixels; on average
)

// layout places the parts of a tree in a rectangle, each in what contains it
// and before its own parts. Every node has a cell with the number of its row,
// those too small to be seen with a width of 0.
func layout(root *node) []cell {
	type task struct {
		n          *node
		depth      int
		x, y, w, h float64
	}
	var cells []cell
	todo := []task{{root, 0, 0, 0, mapWidth, mapHeight}}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		c := cell{node: t.n, ID: len(cells), Depth: t.depth, X: t.x, Y: t.y, W: t.w, H: t.h}
		if t.w < leastSide || t.h < leastSide {
			c.W, c.H = 0, 0
		}
		head := c.label()
		cells = append(cells, c)
		if len(t.n.Parts) == 0 {
			continue
		}
		x, y, w, h := t.x+gap, t.y+head, t.w-2*gap, t.h-head-gap
		if t.depth == 0 {
			x, y, w, h = t.x, t.y, t.w, t.h
		}
		areas := make([]float64, len(t.n.Parts))
		for i, p := range t.n.Parts {
			areas[i] = float64(p.Bytes)
		}
		boxes := squarify(areas, max(0, w), max(0, h))
		for i := len(boxes) - 1; i >= 0; i-- { // taken from the end
			b := boxes[i]
			todo = append(todo, task{t.n.Parts[i], t.depth + 1, x + b.x, y + b.y, b.w, b.h})
		}
	}
	return cells
}

// label writes what has room into a cell, and gives the height of the strip
// above the cell's parts.
func (c *cell) label() (head float64) {
	room := int((c.W - 10) / charWidth)
	if c.Depth == 0 || c.H < headHeight || room < 4 {
		return gap
	}
	c.Label = text.Fit(c.Name, room)
	c.TextX, c.TextY = c.X+5, c.Y+13
	if size := text.Bytes(c.Bytes); len(c.Parts) == 0 && c.H >= 2*headHeight && len(size) <= room {
		c.Size, c.SizeY = size, c.TextY+14
	}
	return headHeight
}

type box struct{ x, y, w, h float64 }

// squarify divides a rectangle among areas, which are in descending order, so
// that the parts are near to squares: M. Bruls, K. Huizing, J. J. van Wijk,
// Squarified Treemaps, 2000. Rows are laid along the shorter side; another area
// is added to a row as long as that does not make its worst part longer.
func squarify(areas []float64, w, h float64) []box {
	boxes := make([]box, len(areas))
	sum := 0.
	for _, a := range areas {
		sum += a
	}
	if sum <= 0 || w <= 0 || h <= 0 {
		return boxes
	}
	scale := w * h / sum
	x, y := 0., 0.
	for from := 0; from < len(areas); {
		side := math.Min(w, h)
		if side <= 0 {
			break
		}
		to, row := from, 0.
		for worst := math.Inf(1); to < len(areas); to++ {
			next := row + areas[to]*scale
			ratio := worstRatio(areas[from]*scale, areas[to]*scale, next, side)
			if ratio > worst {
				break
			}
			worst, row = ratio, next
		}
		thick := row / side
		at := 0.
		for i := from; i < to; i++ {
			long := 0.
			if row > 0 {
				long = side * areas[i] * scale / row
			}
			if w >= h {
				boxes[i] = box{x, y + at, thick, long}
			} else {
				boxes[i] = box{x + at, y, long, thick}
			}
			at += long
		}
		if w >= h {
			x, w = x+thick, w-thick
		} else {
			y, h = y+thick, h-thick
		}
		from = to
	}
	return boxes
}

// worstRatio is how long the longest part of a row is, of its largest and
// smallest area; 1 is a square.
func worstRatio(largest, smallest, row, side float64) float64 {
	if smallest <= 0 {
		return math.Inf(1)
	}
	return math.Max(side*side*largest/(row*row), row*row/(side*side*smallest))
}
