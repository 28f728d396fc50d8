package diagnose

import (
	"github.com/perlheap/perlheap/heap/perl"
)

// putBack gives the statement that puts what a removal took out of a container back
// into it, as that of a queue does with a job that failed; -1 if there is none.
func (t *text) putBack(m *perl.Removal, name string) int {
	rec := t.record()
	run := t.runOf(m.Sub)
	for _, i := range t.statements().taken(t, m) {
		variable := rec.Stores[i].Target.Name
		from := upTo(rec.Stores, m.End, func(s *perl.Store) int { return s.Start })
		for k := from; k < len(rec.Stores) && k < from+nearStores; k++ {
			s := &rec.Stores[k]
			if t.runOf(s.Sub) != run || s.How == perl.StoreIterate || s.Value.Kind != perl.ValueTerm || s.Value.Term.Name != variable || len(s.Value.Term.Steps) > 0 {
				continue
			}
			if fills := s.How == perl.StorePush || s.How == perl.StoreUnshift || len(s.Target.Steps) > 0; fills && mentions(s.Target, name) && rec.HasConnective(m.End, t.statementAt(s.Start).End, perl.Decides) {
				return k
			}
		}
	}
	return -1
}

// placePutBack places what collects in a container that the program takes things out
// of where it puts some of them back: those are what stays.
func (f *finder) placePutBack(stores []store) (Placement, bool) {
	type named struct {
		text *text
		name string
	}
	known := map[named]map[int]bool{} // where the statements begin that put back
	for i := range stores {
		s := &stores[i]
		if s.how == declares || s.name == "" || !f.src.below(s.text.Path) {
			continue
		}
		back, ok := known[named{s.text, s.name}]
		if !ok {
			back = s.text.putsBack(s.name)
			known[named{s.text, s.name}] = back
		}
		if !back[s.at.Start] {
			continue
		}
		p := placement(f.src.place(s.text, s.line), Stored, "the statement puts back what was taken out")
		if first := f.src.place(stores[0].text, stores[0].line); first.At() != p.Place.At() {
			p.Others = []Candidate{{first, Stored, "the statement stores into it"}}
		}
		return p, p.Place.Line > 0
	}
	return Placement{}, false
}

// putsBack returns where the statements begin that put back what was taken out of a
// container.
func (t *text) putsBack(name string) map[int]bool {
	back := map[int]bool{}
	rec := t.record()
	for k := range rec.Removals {
		if m := &rec.Removals[k]; mentions(m.Target, name) {
			if at := t.putBack(m, name); at >= 0 {
				back[rec.Stores[at].Start] = true
			}
		}
	}
	return back
}

// nearStores is how many stores behind a removal are looked at.
const nearStores = 32

// taken gives the statements that assign what a removal takes out to a variable.
func (x *statements) taken(t *text, m *perl.Removal) (found []int) {
	rec, from := t.record(), t.statementAt(m.Start).Start
	for i := upTo(rec.Stores, m.Start, func(s *perl.Store) int { return s.Start }) - 1; i >= 0 && rec.Stores[i].Start >= from; i-- {
		s := &rec.Stores[i]
		if s.How == perl.StoreAssign && len(s.Target.Steps) == 0 && s.Target.Root == perl.RootVariable && s.Value.Start <= m.Start && m.End <= s.Value.End {
			found = append(found, i)
		}
	}
	return found
}
