package lsp

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// How much of each list an overview has.
const (
	overviewSuspects = 20
	overviewLines    = 50
	overviewTracks   = 20
	overviewRows     = 30
	overviewLargest  = 20
	overviewRetained = 60
	overviewLevels   = 6
)

// overview writes what a dump is of, what is suspicious in it, and what is big.
// It says what is still being computed.
func (p *heapPage) overview(ctx context.Context) error {
	p.summary()
	a := p.v.Analysis
	p.suspects(a)
	p.growth(a)
	p.hotLines()
	for _, section := range []func(context.Context) error{p.populations, p.histogram, p.census, p.largest} {
		if err := section(ctx); err != nil {
			return err
		}
	}
	calls, err := render.Callers(p.v.Heap, false, p.style)
	if err != nil {
		return err
	}
	if calls != "" {
		p.heading("Calls in progress")
		p.block(calls)
	}
	roots := mat.RootsJSON(p.v.Heap)
	p.heading("Roots")
	p.block(render.Roots(p.v.Heap, roots, p.style))
	return nil
}

func (p *heapPage) summary() {
	j := mat.SummaryJSON(p.v.Heap)
	p.heading(text.Safe(p.s.display(p.v.Dump.Path)))
	threads := "without threads"
	if j.Threads {
		threads = "with threads"
	}
	p.say("%s SVs · %s", text.Count(j.Objects), text.Bytes(j.Bytes))
	p.say("perl %s %s · format %s of Devel::MAT::Dumper", j.Perl, threads, j.Format)
	if j.Program != "" {
		p.say("program %s", text.Name(p.v.Heap.Process().Program()))
	}
	if j.WorkDir != "" {
		p.say("ran in %s", text.Name(p.v.Heap.Process().WorkDir()))
	}
	if j.Truncated != "" {
		p.say("The dump is cut short: %s", j.Truncated)
	}
	if o := p.v.Origin(); o != nil && o.Memory != nil {
		p.memory(o.Memory)
	}
}

// memory writes what the memory of the process consisted of.
func (p *heapPage) memory(m *wire.Memory) {
	total := m.RSSBytes + m.SwappedBytes
	p.heading("Memory of the process: " + text.Bytes(total))
	if m.SwappedBytes > 0 {
		p.say("%s of it swapped out", text.Bytes(m.SwappedBytes))
	}
	rows := [][]string{{"BYTES", "OF ALL", "WHAT"}}
	for _, part := range m.Parts {
		rows = append(rows, []string{text.Bytes(part.Bytes), text.Percent(float64(part.Bytes) / float64(max(1, total))), part.Text})
	}
	p.table(rows, 0, 1)
}

func (p *heapPage) suspects(a *session.Analysis) {
	p.heading("Suspects: where the heap probably grows")
	switch {
	case !a.Judged:
		p.say("Not known yet. Open this again in a moment.")
		return
	case len(a.Suspects) == 0 && len(a.Compared) > 1:
		p.say("Nothing grows enough to be worth reporting.")
	case len(a.Suspects) == 0:
		p.say("Nothing in this dump is suspicious by itself. Two more dumps of the process, taken some time apart, would tell more.")
	}
	for i := range a.Suspects[:min(len(a.Suspects), overviewSuspects)] {
		x := &a.Suspects[i]
		where := "no source line"
		if x.Place.Line > 0 {
			where = linked(p.s.current(p.v, x.Place), p.marks)
		}
		p.say("%d. %s  [%s, %s]  %s", x.Rank, where, x.Level, x.Kind, p.of(x.SV))
		for _, line := range p.s.suspicionLines(p.v, x, p.marks) {
			p.say("   %s", line)
		}
		p.say("   %s", suspectNumbers(p.v, x))
	}
	p.more(len(a.Suspects)-overviewSuspects, "suspects")
	if r := a.Retained; r != nil && r.Sizes.Unreached > 0 {
		p.say("No root leads to %s SVs · %s: they hold each other, or C code holds them.", text.Count(r.Sizes.Unreached), text.Bytes(r.Sizes.UnreachedBytes))
	}
}

func (p *heapPage) growth(a *session.Analysis) {
	base := a.Series.Baseline()
	if base == nil {
		return
	}
	var sums []*growth.Summary
	for _, dump := range a.Series.Dumps {
		sums = append(sums, dump.Summary)
	}
	lines, classes := growth.Tracks(sums)
	last := a.Series.Dumps[len(a.Series.Dumps)-1].Time
	p.heading(fmt.Sprintf("Growth since %s, in %s dumps", clock(base.Time, last), text.Count(len(a.Series.Dumps))))
	for _, dump := range a.Series.Dumps {
		p.say("%s  %s SVs · %s  %s", clock(dump.Time, last), text.Count(dump.Summary.SVs), text.Bytes(dump.Summary.Bytes), text.Safe(p.s.display(dump.Path)))
	}
	tracks := func(title string, all []growth.Track, name func(growth.Track) string) {
		all = slices.DeleteFunc(slices.Clone(all), func(t growth.Track) bool { return t.Trend == growth.Stable })
		if len(all) == 0 {
			return
		}
		p.say("%s", title)
		for _, t := range all[:min(len(all), overviewTracks)] {
			c := course{dumps: a.Series.Dumps}
			for _, n := range t.Counts {
				c.counts = append(c.counts, int(n))
			}
			p.say("  %s: %s · %s", name(t), c.steps(), text.SignedBytes(t.Grown()))
		}
		p.more(len(all)-overviewTracks, "of them")
	}
	tracks("Closures by line, as recorded in the dumps", lines, func(t growth.Track) string {
		return text.Name(t.Name) + " at " + t.Recorded.String()
	})
	tracks("Objects by class", classes, func(t growth.Track) string { return text.Name(t.Name) })
}

// hotLines lists what is alive by its line in the current text.
func (p *heapPage) hotLines() {
	items := p.v.Alive
	p.heading("Hot lines: what is alive, by the line that made or declares it")
	if !p.v.Complete {
		p.say("Only closures are known yet. Open this again in a moment.")
	}
	// The line and what is alive there are not in columns: a long path would
	// move all others out of view.
	rows := [][]string{{"BYTES", "OF THE HEAP", "TYPICAL", "LINE: WHAT IS ALIVE"}}
	for _, one := range items[:min(len(items), overviewLines)] {
		spot := p.v.Places(one)[0]
		what := named(text.Name).headline(session.NewItem(one, spot))
		at := p.s.current(p.v, spot)
		if where := at.Written(site.WithState); where != "" {
			what = linked(at, p.marks) + strings.TrimPrefix(where, at.String()) + ": " + what
		}
		rows = append(rows, []string{
			text.Bytes(one.Bytes), text.Percent(float64(one.Bytes) / float64(max(1, p.v.Table.HeapBytes))),
			p.address(one.Example), what,
		})
	}
	if len(rows) == 1 {
		p.say("None.")
		return
	}
	p.table(rows, 0, 1)
	p.more(len(items)-overviewLines, "lines")
}

// histogram writes the first lines of the histogram.
func (p *heapPage) histogram(context.Context) error {
	p.rows(overviewRows)
	return nil
}

// census writes the totals by type.
func (p *heapPage) census(ctx context.Context) error {
	census, err := mat.NewCensus(ctx, p.v.Heap, mat.Alone(p.v.Heap))
	if err != nil {
		return err
	}
	total := float64(max(1, census.Total.Bytes))
	types := slices.Clone(census.Kinds)
	slices.SortStableFunc(types, func(a, b mat.Tally) int { return cmp.Compare(b.Bytes, a.Bytes) })
	rows := [][]string{{"SVS", "BYTES", "OF THE HEAP", "TYPE"}}
	for _, t := range append(types, census.Total) {
		name := text.Safe(t.Name)
		if t.Name == census.Total.Name {
			name = "all"
		}
		rows = append(rows, []string{text.Count(t.SVs), text.Bytes(t.Bytes), text.Percent(float64(t.Bytes) / total), name})
	}
	p.heading("Types")
	p.table(rows, 0, 1, 2)

	return nil
}

func (p *heapPage) largest(ctx context.Context) error {
	list, err := mat.LargestJSON(ctx, p.v.Heap, mat.LargestOptions{Counts: []int{overviewLargest}, Size: mat.Alone(p.v.Heap)})
	if err != nil {
		return err
	}
	p.heading("Largest SVs")
	p.block(render.Largest(p.v.Heap, list, p.style))
	return nil
}

// populations writes the populations that retain most.
func (p *heapPage) populations(context.Context) error {
	p.heading("What retains most: the bytes that would be freed with it")
	counted := p.v.Analysis.Populations
	if counted == nil {
		p.say("Not known yet. Open this again in a moment.")
		return nil
	}
	last := len(counted.Dumps) - 1
	words := p.s.words(p.v, p.marks)
	rows := [][]string{{"RETAINED", "OF THE HEAP", "ALIVE", "TYPICAL", "WHAT"}}
	type step struct {
		part  *population.Part
		depth int
	}
	outline := counted.Top.Outline(population.OutlineOptions{Least: counted.Top.Retained[last] / 100, Depth: overviewLevels, Most: overviewRetained})
	for todo := []step{{outline, 0}}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		part := at.part
		rows = append(rows, []string{
			text.Bytes(part.Retained[last]), text.Percent(float64(part.Retained[last]) / float64(max(1, counted.Top.Retained[last]))),
			text.Count(part.Count[last]), p.address(part.Example[last]), strings.Repeat("  ", at.depth) + words.Chain(part.Chain),
		})
		for _, below := range slices.Backward(part.Parts) {
			todo = append(todo, step{below, at.depth + 1})
		}
	}
	p.table(rows, 0, 1, 2)
	return nil
}

// address writes the address of an SV, or nothing for NoSV.
func (p *heapPage) address(sv heap.SV) string {
	if sv == heap.NoSV {
		return ""
	}
	return p.marks.Mark(p.v.Heap.Addr(sv).String(), sv)
}
