package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// maxStarts bounds how many statements of a text may begin a circle.
const maxStarts = 256

// placeCircle places a cycle of closures that several subs of the program make, such as
// the rules of a grammar: in the sub that calls them, at the first mention of the
// variable that is assigned one of the closures after it has been passed on. No line of
// the closures themselves is wrong.
func (f *finder) placeCircle(cycle []heap.SV) (Placement, bool) {
	makers := map[string]bool{}
	var lines []Candidate
	for _, sv := range cycle {
		if c, ok := f.notable(sv); !ok || c.what != isCode || !c.own {
			continue
		}
		at := f.src.PlaceCode(sv)
		t := f.src.text(at.Path)
		if t == nil {
			continue
		}
		if name := t.subAround(at.Sub); name != "" && !makers[name] {
			makers[name] = true
			lines = append(lines, Candidate{at, Recorded, "it is a sub of the cycle"})
		}
	}
	if len(makers) < 2 {
		return Placement{}, false
	}
	for _, t := range f.src.own {
		rec := t.record()
		calls := map[int]int{} // how many of the makers a sub calls, as far as it was asked for
		tried := 0
		for i := range rec.Stores {
			s := &rec.Stores[i]
			if s.How != perl.StoreAssign || s.Declares || s.Sub < 0 || len(s.Target.Steps) > 0 || s.Target.Root != perl.RootVariable || s.Value.Kind != perl.ValueCall || !makers[baseName(s.Value.Term.Name)] {
				continue
			}
			if tried++; tried > maxStarts || f.ctx.Err() != nil {
				break
			}
			sub := &t.coded.Subs[s.Sub]
			if _, known := calls[s.Sub]; !known {
				for name := range makers {
					if slices.ContainsFunc(t.statements().calls[name], func(i int) bool { return t.within(rec.Calls[i].Sub, s.Sub) }) {
						calls[s.Sub]++
					}
				}
			}
			declared := slices.IndexFunc(sub.Declares, func(v perl.Variable) bool { return v.Name == s.Target.Name && v.Offset < s.Start })
			if calls[s.Sub] < 2 || declared < 0 {
				continue
			}
			from := sub.Declares[declared].Offset + len(s.Target.Name)
			for _, m := range t.decoded.MentionsIn(from, s.Start) {
				if m.Kind != perl.MentionVariable || m.Base() != s.Target.Name[1:] {
					continue
				}
				p := placement(f.src.place(t, t.coded.LineOf(m.Start)), Told, "it passes on "+s.Target.Name+", which closes the circle of the closures when one of them is assigned to it")
				p.Others = append([]Candidate{{f.src.place(t, s.Line), Told, "it assigns one of the closures to " + s.Target.Name}}, lines...)
				return p, p.Place.Line > 0
			}
		}
	}
	return Placement{}, false
}
