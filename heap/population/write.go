package population

import (
	"fmt"
	"io"
	"strings"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/text"
)

// NameRows gives rows their names: what they count, in words. No two rows have the
// same: of subs on one line the name has the recorded line as well, and of classes
// whose long names are alike as far as they are told, a number.
func (w Writer) NameRows(rows []Row) {
	times := map[string]int{}
	for i := range rows {
		rows[i].Name = w.row(&rows[i])
		times[rows[i].Name]++
	}
	alike := map[string]int{}
	for i := range rows {
		switch r := &rows[i]; {
		case times[r.Name] == 1:
		case r.Class.Kind == path.Closure:
			r.Name += fmt.Sprintf(", first statement recorded in line %d", r.Class.At.Line)
		default:
			alike[r.Name]++
			r.Name += fmt.Sprintf(", no. %d", alike[r.Name])
		}
	}
}

func (w Writer) row(r *Row) string {
	switch {
	case r.Folded && r.Origin == Perl:
		return "symbol tables of perl"
	case r.Folded:
		return "symbol tables of installed modules"
	case r.Class.Kind == path.Closure:
		return w.sub(r.Class)
	}
	return text.Name(r.Class.Text)
}

// WriteHistogram writes rows of a histogram as a table, limit of them at most (0 for
// all).
func WriteHistogram(w io.Writer, rows []Row, limit int, namer Writer, style text.Style) error {
	t := text.Table{Seps: []string{"  "}, Right: []bool{true, true, true}, Style: style, Cut: []int{3}, Drop: []int{1}}
	t.Add("count", "bytes", "retained", "what")
	shown := rows
	if limit > 0 && len(rows) > limit {
		shown = rows[:limit]
	}
	namer.NameRows(shown)
	for i := range shown {
		r := &shown[i]
		what := r.Name
		if r.Origin != Own && !r.Folded {
			what += " (" + string(r.Origin) + ")"
		}
		t.Add(text.Course(r.Count, func(n int) string { return text.Count(n) }), text.Course(r.Bytes, text.Bytes), text.Course(r.Retained, text.Bytes), what)
	}
	out := t.String()
	if n := len(rows) - len(shown); n > 0 {
		out += "\n" + text.Count(n) + " more are not shown; --limit 0 shows all\n"
	}
	_, err := io.WriteString(w, out)
	return err
}

// Options say which populations to show.
type Options struct {
	By    Order
	Limit int // 0 for all
	Style text.Style
}

// Write writes trees of populations. What is one thing in one thing stands
// on one line.
func Write(w io.Writer, tops []*Population, opt Options, namer Writer) error {
	t := text.Table{Seps: []string{"  "}, Right: []bool{true, true, true}, Style: opt.Style, Cut: []int{3}, Room: 36, Drop: []int{2}}
	t.Add("retained", "count", "per parent", "what")
	left := 0
	for _, top := range tops {
		chosen := top.Top(opt.By, opt.Limit)
		for p := range top.All {
			left++
			if chosen[p] {
				left--
			}
		}
		rows := populationRows{table: &t, chosen: chosen, words: namer}
		rows.add(top, 0)
	}
	out := t.String()
	if left > 0 {
		out += fmt.Sprintf("\n%s smaller populations are not shown; --limit 0 shows all\n", text.Count(left))
	}
	_, err := io.WriteString(w, out)
	return err
}

type populationRows struct {
	table  *text.Table
	chosen map[*Population]bool
	words  Writer
}

// add writes a population and what it holds. The depth of a tree is bounded.
func (r populationRows) add(p *Population, depth int) {
	chain := []*Population{p}
	below := r.below(p)
	for len(below) == 1 && p.Parent != nil && same(p.Count, below[0].Count) {
		p = below[0]
		chain = append(chain, p)
		below = r.below(p)
	}
	what := r.words.Chain(chain)
	if depth == 0 && chain[0].Parent != nil {
		what = r.words.Path(p)
	}
	r.table.Add(text.Course(p.Retained, text.Bytes), text.Course(p.Count, text.Count), perParent(chain[0]), strings.Repeat("  ", depth)+what)
	for _, c := range below {
		r.add(c, depth+1)
	}
}

func (r populationRows) below(p *Population) (below []*Population) {
	for _, c := range p.Children {
		if r.chosen[c] {
			below = append(below, c)
		}
	}
	return below
}

func same(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// perParent writes how many there are for each of what holds them, where that
// says more than the count.
func perParent(p *Population) string {
	if p.Parent == nil {
		return ""
	}
	for _, n := range p.Parent.Count {
		if n > 1 {
			each := make([]float64, len(p.Count))
			for i := range each {
				each[i] = p.PerParent(i)
			}
			return text.Course(each, func(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") })
		}
	}
	return ""
}
