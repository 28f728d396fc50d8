package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
)

// plot is how bytes went over the dumps, as lines in a picture.
type plot struct {
	W, H           float64
	Left, Right    float64 // of the field
	Top, Bottom    float64
	Lines          []line
	YTicks, XTicks []tick
	Numbers        []string // of the dumps
}

type line struct {
	Name   string
	Mark   int // from 0; tells lines apart where colors do not
	Points []point
	D      string // of the path
	LabelY float64
	Values []string
	Grown  string
}

type point struct {
	X, Y  float64
	Title string
}

type tick struct {
	At   float64
	Text string
}

const (
	plotWidth, plotHeight = 1180., 320.
	plotLeft, plotRight   = 78., 300. // margins: for numbers, for names
	plotTop, plotBottom   = 14., 34.
	labelHeight           = 17. // of a name at the end of a line
	mostHolders           = 5   // lines beside that of the heap
	leastRise             = 50  // of the height that a line must rise, as a divisor
)

// newPlot draws the heap and what grew most in it. Dumps stand at their times
// if these ascend, else side by side.
func newPlot(r *growth.Report, times []time.Time, words population.Writer) *plot {
	p := &plot{W: plotWidth, H: plotHeight, Left: plotLeft, Right: plotWidth - plotRight, Top: plotTop, Bottom: plotHeight - plotBottom}
	heap := make([]int64, len(r.Dumps))
	for i, d := range r.Dumps {
		heap[i] = d.Bytes
		p.Numbers = append(p.Numbers, fmt.Sprint(i+1))
	}
	names, values := []string{"the heap"}, [][]int64{heap}
	holders := slices.Clone(r.Holders)
	slices.SortStableFunc(holders, func(a, b growth.Track) int { return -cmp.Compare(a.Grown(), b.Grown()) })
	for _, t := range holders {
		if t.Grown() > slices.Max(heap)/leastRise && len(names) <= mostHolders {
			names, values = append(names, words.Path(t.Population)), append(values, t.Bytes)
		}
	}
	most := slices.Max(heap)
	for _, v := range values {
		most = max(most, slices.Max(v))
	}
	most = min(most, 1<<61) // what follows is to fit
	step := niceStep(most, 6)
	end := (most + step - 1) / step * step
	y := func(v int64) float64 { return p.Bottom - float64(v)/float64(end)*(p.Bottom-p.Top) }
	for v := int64(0); v <= end; v += step {
		p.YTicks = append(p.YTicks, tick{y(v), inUnitOf(v, end)})
	}
	xs := p.positions(len(heap), times)
	for i := range heap {
		p.XTicks = append(p.XTicks, tick{xs[i], xText(i, times)})
	}
	p.XTicks = apart(p.XTicks, 70)
	for i, name := range names {
		p.Lines = append(p.Lines, newLine(i, name, xs, values[i], y))
	}
	p.spread()
	return p
}

func newLine(mark int, name string, xs []float64, values []int64, y func(int64) float64) line {
	l := line{Name: name, Mark: mark}
	for k, v := range values {
		pt := point{xs[k], y(v), fmt.Sprintf("%s: %s in dump %d", name, text.Bytes(v), k+1)}
		l.Points = append(l.Points, pt)
		l.Values = append(l.Values, text.Bytes(v))
		l.D += fmt.Sprintf("%s%.1f %.1f", map[bool]string{true: "M", false: " L"}[k == 0], pt.X, pt.Y)
	}
	l.LabelY = l.Points[len(l.Points)-1].Y + 4
	l.Grown = text.SignedBytes(values[len(values)-1] - values[0])
	return l
}

// positions returns where dumps stand.
func (p *plot) positions(n int, times []time.Time) []float64 {
	xs := make([]float64, n)
	whole := p.Right - p.Left - 20
	for i := range xs {
		share := float64(i) / float64(n-1)
		if ascend(times) {
			share = float64(times[i].Sub(times[0])) / float64(times[n-1].Sub(times[0]))
		}
		xs[i] = p.Left + 10 + share*whole
	}
	return xs
}

func ascend(times []time.Time) bool {
	for i := 1; i < len(times); i++ {
		if !times[i].After(times[i-1]) {
			return false
		}
	}
	return len(times) > 1
}

func xText(i int, times []time.Time) string {
	if ascend(times) {
		layout := "15:04:05"
		if times[len(times)-1].Sub(times[0]) >= 24*time.Hour {
			layout = "Jan 2 15:04"
		}
		return fmt.Sprintf("%d · %s", i+1, times[i].Format(layout))
	}
	return fmt.Sprintf("dump %d", i+1)
}

// apart leaves out what would be written over what stands before it.
func apart(ticks []tick, width float64) []tick {
	var out []tick
	for _, t := range ticks {
		if len(out) == 0 || t.At-out[len(out)-1].At >= width {
			out = append(out, t)
		}
	}
	return out
}

// spread moves the names at the ends of lines apart.
func (p *plot) spread() {
	order := make([]*line, len(p.Lines))
	for i := range p.Lines {
		order[i] = &p.Lines[i]
	}
	slices.SortStableFunc(order, func(a, b *line) int { return cmp.Compare(a.LabelY, b.LabelY) })
	for i := 1; i < len(order); i++ {
		order[i].LabelY = max(order[i].LabelY, order[i-1].LabelY+labelHeight)
	}
	limit := p.Bottom + 4
	for i := len(order) - 1; i >= 0; i-- {
		order[i].LabelY = min(order[i].LabelY, limit)
		limit = order[i].LabelY - labelHeight
	}
}

// inUnitOf writes a size in the unit of another one, with as many decimals as
// a part of it that is a power of two needs.
func inUnitOf(n, of int64) string {
	unit, name := 1., "bytes"
	for _, u := range []string{"KiB", "MiB", "GiB", "TiB"} {
		if float64(of)/unit < 1024 {
			break
		}
		unit, name = unit*1024, u
	}
	return strconv.FormatFloat(float64(n)/unit, 'f', -1, 64) + " " + name
}

// niceStep returns a step that is a power of two, for at most so many ticks:
// sizes are written in binary units.
func niceStep(most int64, ticks int) int64 {
	step := int64(1)
	for step <= (most-1)/int64(ticks) {
		step *= 2
	}
	return step
}
