package diagnose

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// fits says whether an object may be of a class.
type fits uint8

const (
	fitsNot   fits = iota // it is of another class
	mayFit                // nobody knows
	fitsClass             // it is of that class, or of one that it inherits from, or the other way round
)

// related reports whether one of two classes inherits from the other.
func (f *finder) related(a, b string) bool {
	return a == b || slices.Contains(f.bases(a), b) || slices.Contains(f.bases(b), a)
}

// receives says whether the value of a term may be an object of a class.
func (f *finder) receives(t *text, term perl.Term, at perl.At, class string) fits {
	switch of := f.classOf(t, term, at, 0); {
	case of == "":
		return mayFit
	case f.related(of, class):
		return fitsClass
	}
	return fitsNot
}

// maxRenamed bounds how many variables may lead to the one in question.
const maxRenamed = 4

// classOf returns the class of a term's value, as far as the text and the fields in the
// heap say; empty if it is not known.
func (f *finder) classOf(t *text, term perl.Term, at perl.At, depth int) string {
	class, steps := "", term.Steps
	switch {
	case depth > maxRenamed:
		return ""
	case term.Root == perl.RootClass && term.Name == "__PACKAGE__":
		class = at.Package
	case term.Root == perl.RootClass:
		class = strings.TrimSuffix(term.Name, "::")
	case term.Root == perl.RootVariable && len(term.Name) > 1 && slices.Contains([]string{"self", "this", "class"}, term.Name[1:]):
		class = at.Package
	case term.Root == perl.RootVariable:
		if class = f.heldClass(t, term.Name, at); class == "" {
			class = f.assigned(t, term.Name, at, depth)
		}
	}
	for i, s := range steps {
		switch {
		case class == "":
			return ""
		case s.Kind == perl.StepMethod && makes(s.Name) && i == 0 && term.Root == perl.RootClass:
		case s.Kind == perl.StepKey || s.Kind == perl.StepMethod:
			of := f.fieldClass(class, s.Name)
			if of == "" && s.Kind == perl.StepMethod {
				of = f.returnedClass(class, s.Name)
			}
			class = of
		default:
			return ""
		}
	}
	return class
}

// givenTo is a variable as a sub names it, and how many others led to it.
type givenTo struct {
	variable
	depth int
}

// assigned returns the class of what a text assigns to a variable as a whole.
func (f *finder) assigned(t *text, name string, at perl.At, depth int) string {
	key := givenTo{variable{t, at.Sub, name}, depth}
	if class, known := f.given[key]; known {
		return class
	}
	var all []int
	for sub := at.Sub; ; sub = t.coded.Subs[sub].Parent {
		all = append(all, t.statements().stores[inSub{name, sub}]...)
		if sub < 0 {
			break
		}
	}
	slices.Sort(all)
	class := ""
	for _, i := range all {
		s := &t.record().Stores[i]
		if s.How != perl.StoreAssign && s.How != perl.StoreDefault || s.Target.Root != perl.RootVariable || s.Value.Kind != perl.ValueTerm && s.Value.Kind != perl.ValueCall {
			continue
		}
		if class = f.classOf(t, s.Value.Term, s.At, depth+1); class != "" {
			break
		}
	}
	if f.given == nil {
		f.given = map[givenTo]string{}
	}
	f.given[key] = class
	return class
}

// within reports whether a sub is inside another one.
func (t *text) within(sub, outer int) bool {
	for ; sub >= 0; sub = t.coded.Subs[sub].Parent {
		if sub == outer {
			return true
		}
	}
	return false
}

// fieldClass returns the class of what objects of a class have under a key, judging by
// some of them, or the class that all of these inherit from; empty if there is none.
func (f *finder) fieldClass(class, key string) string {
	if key == "" {
		return ""
	}
	at := [2]string{class, key}
	if found, known := f.fields[at]; known {
		return found
	}
	found := ""
	for _, sv := range f.objects()[class] {
		value, ok := f.valueUnder(sv, key)
		if !ok {
			continue
		}
		to, ok := f.h.Referent(value)
		if !ok {
			continue
		}
		of, ok := f.h.Package(to)
		if ok && found != "" && found != of {
			of = f.commonBase(found, of)
		}
		if found = of; !ok || found == "" {
			found = ""
			break
		}
	}
	if f.fields == nil {
		f.fields = map[[2]string]string{}
	}
	f.fields[at] = found
	return found
}

// commonBase is the nearest class that two classes inherit from, or that one of them
// is; empty if there is none.
func (f *finder) commonBase(a, b string) string {
	above := append([]string{b}, f.bases(b)...)
	for _, of := range append([]string{a}, f.bases(a)...) {
		if slices.Contains(above, of) {
			return of
		}
	}
	return ""
}

// returnedClass returns the class of what a method of a module returns, if its sub reads
// a field that holds an object; empty if it is not known.
func (f *finder) returnedClass(class, method string) string {
	for _, of := range append([]string{class}, f.bases(class)...) {
		t := f.src.module(of)
		if t == nil {
			continue
		}
		i := slices.IndexFunc(t.coded.Subs, func(s perl.Sub) bool { return s.Kind == perl.Named && baseName(s.Name) == method && s.Package == of })
		if i < 0 {
			continue
		}
		field := func(terms ...perl.Term) string {
			for _, x := range terms {
				if found := f.wayClass(class, x); found != "" {
					return found
				}
			}
			return ""
		}
		for _, r := range t.record().Returns {
			if found := field(r.Value.Term); r.Sub == i && found != "" {
				return found
			}
		}
		for _, s := range t.record().Stores {
			if found := field(s.Target, s.Value.Term); s.Sub == i && found != "" {
				return found
			}
		}
		return ""
	}
	return ""
}

// wayClass returns the class of what a term reaches in an object of a class through
// fields, as $self->{SERVICE}{CONTEXT} or $_[0]{SERVICE}{CONTEXT}; empty if that is
// not known.
func (f *finder) wayClass(class string, x perl.Term) string {
	steps := x.Steps
	if x.Root == perl.RootVariable && x.Name == "@_" && len(steps) > 0 && steps[0].Kind == perl.StepElement && steps[0].Name == "0" {
		steps = steps[1:]
	}
	if x.Root != perl.RootVariable || len(steps) == 0 {
		return ""
	}
	for _, s := range steps {
		if s.Kind != perl.StepKey || class == "" {
			return ""
		}
		class = f.fieldClass(class, s.Name)
	}
	return class
}

// objectsOfClass is how many objects of a class are looked at for what is in their
// fields.
const objectsOfClass = 16

// objects returns some objects of each class.
func (f *finder) objects() map[string][]heap.SV {
	if f.byClass != nil {
		return f.byClass
	}
	f.byClass = map[string][]heap.SV{}
	byStash := map[heap.SV][]heap.SV{}
	for i := range f.h.Count() {
		if i%askEvery == 0 && f.ctx.Err() != nil {
			break
		}
		if stash, ok := f.h.Blessed(heap.SV(i)); ok && len(byStash[stash]) < objectsOfClass {
			byStash[stash] = append(byStash[stash], heap.SV(i))
		}
	}
	for stash, svs := range byStash {
		if name, ok := f.h.Stash(stash).Name(); ok {
			f.byClass[name] = svs
		}
	}
	return f.byClass
}
