package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	words "github.com/perlheap/perlheap/heap/text"
)

// store is a statement that may put something into a container.
type store struct {
	text   *text
	line   perl.Line
	how    storeKind
	field  perl.Term // what is stored into, as it leads to what is wanted
	score  int
	at     perl.At
	on     perl.Condition // that it depends on; of a declaration, none
	weak   bool           // what is put there is weakened in the same statement
	front  bool           // it is put there by unshift
	lowers bool           // what is there is counted down
	value  perl.Value     // what is put there
	form   form           // of that, if it is an entry itself and the statement tells
	key    string         // the variable that the key or index of an entry is in; "" if it is computed
	within perl.Span      // where the last index of what is stored into is written
	index  *perl.Step     // that leads to an entry; nil if nothing is stored under one
	other  bool           // the variable before the field is known to be of another class
	naming                // by the variable or field, or the second name that is used; without a name if that says nothing elsewhere
}

type storeKind uint8

const (
	declares storeKind = iota // the variable is declared, or the field set up
	looks                     // a lookup through two subscripts, which makes the first entry
	assigns
	memoizes // //= and ||=
	adds     // push, unshift, splice
	appends  // .=
)

// wanted says what is looked for.
type wanted struct {
	name   string          // of the variable, without sigil, or of the field
	sigil  byte            // of the variable; 0 for a field
	index  map[string]bool // instead of a field, names of an element of an ARRAY: its index, constants
	array  bool            // the container is an ARRAY
	text   bool            // it is a string
	nested int             // how many subscripts lead from the name to the container
}

// stores finds the lines that put something into what an owner names, the
// likeliest first.
func (f *finder) stores(o path.Path, array, isText bool) []store {
	tiers := f.textsOf(o)
	var found []store
	for step, w := range anchors(o) {
		w.array, w.text = array, isText
		for tier, texts := range tiers {
			for _, t := range texts {
				if t == nil {
					continue
				}
				all := t.stores(w)
				if tier < 2 {
					all = append(all, f.passedStores(t, w)...)
				}
				if tier < 2 && w.sigil == 0 && w.index == nil {
					all = append(all, t.delegated(w, f.src.own)...)
				}
				for _, s := range all {
					if f.onlyAsks(o.Class(), &s, w) {
						continue
					}
					s.score -= 3*tier + 2*step
					if s.other = f.another(o.Class(), &s, w); s.other {
						s.score -= 4
					}
					found = append(found, s)
				}
			}
		}
	}
	if slices.ContainsFunc(found, func(s store) bool { return s.how == declares && s.weak }) {
		for i := range found { // an attribute that is weak by declaration is weakened by its accessor, and by nothing else
			if n := len(found[i].field.Steps); n > 0 && found[i].field.Steps[n-1].Kind == perl.StepMethod {
				found[i].weak = true
			}
		}
	}
	slices.SortStableFunc(found, func(a, b store) int { return -cmp.Compare(a.score, b.score) })
	return found
}

// onlyAsks reports whether a method call with the name of a module's field stores
// nothing into it: the module has a sub of that name that does not.
func (f *finder) onlyAsks(class string, s *store, w wanted) bool {
	n := len(s.field.Steps)
	if class == "" || f.src.ownClass(class) || w.sigil != 0 || n == 0 || s.field.Steps[n-1].Kind != perl.StepMethod {
		return false
	}
	asks := false
	for _, of := range append([]string{class}, f.bases(class)...) {
		for _, t := range f.moduleTexts(of) {
			for i := range t.coded.Subs {
				if sub := &t.coded.Subs[i]; sub.Kind != perl.Named || baseName(sub.Name) != w.name {
					continue
				}
				if slices.ContainsFunc(t.record().Stores, func(st perl.Store) bool {
					k := len(st.Target.Steps)
					return t.within(st.Sub, i) && k > 0 && st.Target.Steps[k-1].Name == w.name
				}) {
					return false
				}
				asks = true
			}
		}
	}
	return asks
}

// another reports whether a store is into a field of another class: its variable is
// of that class, or the sub is a method of it.
func (f *finder) another(class string, s *store, w wanted) bool {
	if class == "" || w.sigil != 0 || s.field.Root != perl.RootVariable {
		return false
	}
	i := slices.IndexFunc(s.field.Steps, func(step perl.Step) bool { _, ok := w.step(step); return ok })
	if i < 0 {
		return false
	}
	of := f.classOf(s.text, perl.Term{Root: s.field.Root, Name: s.field.Name, Steps: s.field.Steps[:i]}, s.at, 0)
	if of == "" && !f.src.ownClass(class) {
		return true // nobody knows that it is one of the module's
	}
	// A role has no objects; its methods are those of the classes that have it.
	return of != "" && len(f.objects()[of]) > 0 && !f.related(of, class)
}

// anchors returns the names that a line may use for a container, the nearest first:
// of {by}{user} of a class the field user, then the field by, and the variable
// at the end. A key may be data, so that the source has a variable for it.
func anchors(o path.Path) []wanted {
	var all []wanted
	way := o.Way()
	for i := len(way) - 1; i >= 0; i-- {
		if name := way[i].Text; name != "" && way[i].IsName() {
			all = append(all, wanted{name: name, nested: len(way) - 1 - i})
		}
	}
	if name := cmp.Or(o.Lexical(), o.Symbol()); name != "" && !strings.HasSuffix(name, "::") {
		w := wanted{sigil: name[0], name: name[1:], nested: len(way)}
		if i := strings.LastIndex(w.name, "::"); i >= 0 {
			w.name = w.name[i+2:]
		}
		if w.name != "" {
			all = append(all, w)
		}
	}
	return all
}

// textsOf returns the files in which an owner can be named, in tiers: the file
// of its sub, package or class; those of the classes it inherits from; all.
func (f *finder) textsOf(o path.Path) [][]*text {
	var first, second []*text
	if o.Lexical() != "" {
		if path := f.src.path(f.fileOf(o.Start())); path != "" {
			first = append(first, f.src.text(path))
		}
		if len(o.Way()) == 0 {
			return [][]*text{first} // nobody else sees the variable
		}
		return [][]*text{first, nil, without(f.src.own, first)}
	}
	pkg := o.Class()
	if i := strings.LastIndex(o.Symbol(), "::"); pkg == "" && i > 0 {
		pkg = o.Symbol()[1:i]
	}
	if pkg == "" {
		return [][]*text{nil, nil, f.src.own} // data without a name
	}
	for _, t := range f.src.own {
		if t.declares(pkg) {
			first = append(first, t)
		}
	}
	for _, base := range f.bases(o.Class()) {
		for _, t := range f.src.own {
			if t.declares(base) && !slices.Contains(first, t) {
				second = append(second, t)
			}
		}
	}
	return [][]*text{first, second, without(without(f.src.own, first), second)}
}

func without(all, some []*text) []*text {
	var rest []*text
	for _, t := range all {
		if !slices.Contains(some, t) {
			rest = append(rest, t)
		}
	}
	return rest
}

// bases returns the classes that a class inherits from, nearest first.
func (f *finder) bases(class string) []string {
	var all []string
	for next := []string{class}; len(next) > 0 && len(all) < maxNesting; next = next[1:] {
		isa, err := f.h.Symbols().Find("@" + next[0] + "::ISA")
		if err != nil {
			continue
		}
		elems, _ := f.h.Elems(isa) // what can be read is enough
		for _, e := range elems {
			if b, err := f.h.Text(e, 1<<10); err == nil && len(b) > 0 && !slices.Contains(all, words.Decode(b)) {
				all = append(all, words.Decode(b))
				next = append(next, words.Decode(b))
			}
		}
	}
	return all
}
