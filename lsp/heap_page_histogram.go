package lsp

import (
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/text"
)

// rows writes the histogram, at most limit lines of it, 0 for all. What earlier
// dumps of the process had is written before what this one has.
func (p *heapPage) rows(limit int) {
	p.heading("Histogram: what is alive, by class, line of closures and type; the program's own first")
	counted := p.v.Analysis.Populations
	if counted == nil {
		p.say("Not known yet. Open this again in a moment.")
		return
	}
	last := len(counted.Dumps) - 1
	all := p.s.histogram(p.v, p.marks)
	shown := all
	if limit > 0 {
		shown = all[:min(len(all), limit)]
	}
	table := [][]string{{"ALIVE", "BYTES", "RETAINED", "TYPICAL", "WHAT"}}
	for i := range shown {
		r := &shown[i]
		what := r.Name
		if r.Origin != population.Own && !r.Folded {
			what += " (" + string(r.Origin) + ")"
		}
		table = append(table, []string{
			text.Course(r.Count, text.Count), text.Course(r.Bytes, text.Bytes), text.Course(r.Retained, text.Bytes), p.address(r.Example[last]), what,
		})
	}
	p.table(table, 0, 1, 2)
	p.more(len(all)-len(shown), "lines")
}
