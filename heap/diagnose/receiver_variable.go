package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// heldClass returns the class of the object that a scalar variable, of a package or of a
// named sub that sees it, refers to in the heap; empty if it is not known. It is needed
// where a text assigns what a module returns, whose class no text says.
func (f *finder) heldClass(t *text, name string, at perl.At) string {
	v := variable{t, at.Sub, name}
	class, known := f.held[v]
	if !known {
		class = f.findHeld(t, name, at)
		if f.held == nil {
			f.held = map[variable]string{}
		}
		f.held[v] = class
	}
	return class
}

// variable is one that a sub of a text sees.
type variable struct {
	text *text
	sub  int
	name string
}

func (f *finder) findHeld(t *text, name string, at perl.At) string {
	if name[0] != '$' {
		return ""
	}
	for sub := at.Sub; sub >= 0; sub = t.coded.Subs[sub].Parent {
		s := &t.coded.Subs[sub]
		if s.Kind != perl.Named || s.Name == "" {
			continue
		}
		cv, err := f.h.Symbols().Find("&" + s.Package + "::" + baseName(s.Name))
		if err != nil {
			continue
		}
		if loc, ok := f.h.Code(cv).Location(); !ok || f.src.text(f.src.path(loc.File)) != t {
			continue // another sub of the name
		}
		if class, ok := f.padClass(cv, name); ok {
			return class
		}
	}
	if slices.ContainsFunc(t.coded.Declares, func(v perl.Variable) bool { return v.Name == name && v.Declarator == "our" }) {
		if sv, err := f.h.Symbols().Find("$" + at.Package + "::" + name[1:]); err == nil {
			class, _ := f.referentClass(sv)
			return class
		}
	}
	return ""
}

// padClass returns the class of the object that a variable in the pad of a CODE
// refers to.
func (f *finder) padClass(cv heap.SV, name string) (string, bool) {
	code := f.h.Code(cv)
	pads := code.AppendPads(nil)
	names, err := code.Padnames()
	i := slices.IndexFunc(names, func(n heap.Padname) bool { return n.Name == name && n.IsVariable() })
	if err != nil || i < 0 || len(pads) == 0 {
		return "", false
	}
	r, err := code.Slots(names, []int{i})
	if err != nil {
		return "", false
	}
	in, err := r.Read(pads[0], nil)
	if err != nil || len(in) == 0 || in[0] == heap.NoSV {
		return "", false
	}
	return f.referentClass(in[0])
}

// referentClass returns the class of the object that a scalar refers to.
func (f *finder) referentClass(sv heap.SV) (string, bool) {
	to, ok := f.h.Referent(sv)
	if !ok {
		return "", false
	}
	return f.h.Package(to)
}

// maxModuleSubs bounds how many subs of a package are looked at for their files.
const maxModuleSubs = 1 << 12

// moduleTexts returns the texts of a module's package: the one with its name, and those
// that its subs come from, which may be others.
func (f *finder) moduleTexts(pkg string) []*text {
	if known, ok := f.modules[pkg]; ok {
		return known
	}
	var texts []*text
	add := func(t *text) {
		if t != nil && t.declares(pkg) && !slices.Contains(texts, t) {
			texts = append(texts, t)
		}
	}
	add(f.src.module(pkg))
	n := 0
	_ = f.h.Symbols().Of(pkg, false, func(s heap.Symbol) bool { // what can be read is enough
		if loc, ok := f.h.Code(s.SV).Location(); ok && f.h.Kind(s.SV) == heap.KindCode {
			add(f.src.text(f.src.path(loc.File)))
		}
		n++
		return n < maxModuleSubs
	})
	if f.modules == nil {
		f.modules = map[string][]*text{}
	}
	f.modules[pkg] = texts
	return texts
}
