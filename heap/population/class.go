package population

import (
	"regexp"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
)

// label says what an SV is. What a REF leads to, and it alone, stands for it.
func (l *looker) label(sv heap.SV) label {
	kind := l.h.Kind(sv)
	if kind.IsStash() {
		if name, ok := l.h.Stash(sv).Name(); ok {
			return atTop | label(l.words.number(path.Step{Kind: path.Symbol, Text: "%" + numbered(name) + "::"}))
		}
	}
	marks := label(0)
	if kind == heap.KindRef && !l.isObject(sv) {
		if to, ok := l.only(sv); ok {
			sv, kind, marks = to, l.h.Kind(to), isPart
		}
	}
	return marks | label(l.class(sv, kind))
}

// isObject reports whether an SV is blessed: it is a member of its class then,
// never a part of what holds it.
func (b *builder) isObject(sv heap.SV) bool {
	_, ok := b.h.Blessed(sv)
	return ok
}

// class is the word of what an SV is.
func (l *looker) class(sv heap.SV, kind heap.Kind) word {
	if stash, ok := l.h.Blessed(sv); ok {
		w, known := l.classes[stash]
		if !known {
			w = l.kind(kind)
			if name, ok := l.h.Stash(stash).Name(); ok {
				w = l.words.number(path.Step{Kind: path.Object, Text: numbered(name)})
			}
			l.classes[stash] = w
		}
		return w
	}
	switch {
	case kind == heap.KindCode:
		return l.code(sv)
	case kind == heap.KindGlob && l.isSymbol(sv):
		if name, ok := l.h.Glob(sv).Name(); ok {
			return l.words.number(path.Step{Kind: path.Symbol, Text: "*" + numbered(name)})
		}
	}
	return l.kind(kind)
}

// code says which sub a CODE is of: a named one by its name, others by their
// first statement.
func (l *looker) code(cv heap.SV) word {
	optree, ok := l.h.Code(cv).Optree()
	ok = ok && l.h.Code(cv).IsClosure()
	if w, known := l.optrees[optree]; ok && known {
		return w
	}
	s := path.Step{Kind: path.Data, Text: l.h.Kind(cv).String()}
	if name, named := l.h.Symbols().Name(cv); named && !l.h.Code(cv).IsClosure() {
		s = path.Step{Kind: path.Symbol, Text: numbered(name)}
	} else if at, known := l.h.Code(cv).Location(); known && at.File != "" {
		at.File = numbered(at.File)
		s = path.Step{Kind: path.Closure, At: at}
	}
	w := l.words.number(s)
	if ok {
		l.optrees[optree] = w
	}
	return w
}

func (l *looker) kind(k heap.Kind) word {
	if l.kinds[k] == noStep {
		l.kinds[k] = l.words.number(path.Step{Kind: path.Data, Text: k.String()})
	}
	return l.kinds[k]
}

// isSymbol reports whether a GLOB stands in a package. Others are file handles,
// whose parts nobody calls by name.
func (b *builder) isSymbol(glob heap.SV) bool {
	for from, i, ok := b.h.NextHolder(glob, 0); ok; from, i, ok = b.h.NextHolder(glob, i) {
		if b.h.Kind(from).IsStash() {
			return true
		}
	}
	return false
}

// generated are names that perl and modules make by counting: string evals, the
// globs of Symbol, the classes of Class::MOP.
var generated = regexp.MustCompile(`\(eval [0-9]+\)|\bSymbol::GEN[0-9]+|__SERIAL__::[0-9]+|__ANON__::SERIAL::[0-9]+`)

var digits = regexp.MustCompile(`[0-9]+`)

// numbered takes the numbers out of a name that was made by counting.
func numbered(name string) string {
	return generated.ReplaceAllStringFunc(name, func(s string) string { return digits.ReplaceAllString(s, "N") })
}
