package diagnose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// content says what an entry of a container is, or what it is for.
type content struct {
	what contentKind
	key  string // of the site or class, for grouping
	sv   heap.SV
	own  bool // the closure or class is the program's own
}

type contentKind uint8

const (
	isNothing contentKind = iota // undef
	isData                       // HASHes, ARRAYs, numbers
	isString
	isObject
	isCode
)

// The walk below an entry is bounded: what is deeper is not its purpose.
const (
	belowSteps = 400
	crowd      = 64
	samples    = 48 // entries that are looked at
)

// contents finds what most of the entries are, and an example of it. share is
// the part of them that are.
func (f *finder) contents(entries []heap.SV) (most content, share float64) {
	step := max(1, len(entries)/samples)
	count, example := map[content]int{}, map[content]heap.SV{}
	n := 0
	for i := 0; i < len(entries); i += step {
		c := f.content(entries[i])
		sv := c.sv
		c.sv = heap.NoSV
		if count[c]++; count[c] == 1 {
			example[c] = sv
		}
		n++
	}
	if n == 0 {
		return content{sv: heap.NoSV}, 0
	}
	keys := make([]content, 0, len(count))
	for c := range count {
		keys = append(keys, c)
	}
	slices.SortFunc(keys, func(a, b content) int {
		return cmp.Or(-cmp.Compare(count[a], count[b]), -cmp.Compare(a.what, b.what), cmp.Compare(a.key, b.key))
	})
	most = keys[0]
	share = float64(count[most]) / float64(n)
	most.sv = example[most]
	return most, share
}

// content looks below an entry, breadth first, for the nearest closure or
// object of the program's own; then for any. An own object ends the search: what it
// holds is dragged along.
func (f *finder) content(entry heap.SV) content {
	h := f.h
	var other content
	queue := []heap.SV{entry}
	seen := map[heap.SV]bool{entry: true}
	var buf []heap.SV
	for i := 0; i < len(queue) && i < belowSteps; i++ {
		sv := queue[i]
		if c, ok := f.notable(sv); ok {
			if c.own {
				return c
			}
			if other.what == isNothing {
				other = c
			}
		}
		kind := h.Kind(sv)
		switch kind {
		case heap.KindStash:
			if i > 2 {
				continue
			}
		case heap.KindImmortal:
			continue
		}
		buf = h.AppendHeld(sv, buf[:0])
		if len(buf) > crowd && i > 0 && kind != heap.KindPad {
			continue // a table that many share is not what one entry is for
		}
		blessed, _ := h.Blessed(sv)
		for _, to := range buf {
			if seen[to] || to == blessed {
				continue
			}
			switch h.Kind(to) {
			case heap.KindStash, heap.KindGlob:
				if kind != heap.KindGlob && kind != heap.KindStash {
					continue // a name that code mentions
				}
			case heap.KindCode:
				if kind == heap.KindCode || kind == heap.KindPad && f.inner(sv, to) {
					continue // the sub around it, or a prototype in it
				}
			}
			seen[to] = true
			queue = append(queue, to)
		}
	}
	if other.what != isNothing {
		return other
	}
	return f.plain(entry)
}

// inner reports whether a CODE in a pad is a sub inside of the pad's own.
func (f *finder) inner(pad, cv heap.SV) bool {
	return !f.h.Code(cv).IsClosure() || f.h.Code(cv).IsPrototype()
}

// evalled is the key of subs that a string eval compiled: their lines are those of
// a text that no longer exists.
const evalled = "(eval)"

// notable says what an SV is if it is a closure, a named sub or an object.
func (f *finder) notable(sv heap.SV) (content, bool) {
	h := f.h
	if h.Kind(sv) == heap.KindCode {
		loc, ok := h.Code(sv).Location()
		if !ok || loc.Line == 0 {
			return f.lineless(sv)
		}
		key, own := evalled, false
		if !site.InFile(loc) {
			own = f.evalledIn(sv).File != ""
		} else {
			key, own = siteKey(loc), f.src.IsOwn(loc.File)
		}
		return content{isCode, key, sv, own}, true
	}
	if class, ok := h.Package(sv); ok {
		return content{isObject, class, sv, f.src.ownClass(class)}, true
	}
	return content{}, false
}

// lineless is for closures for which the dump has no line, such as anonymous
// methods: they are identified by their place in the source, if it is found.
func (f *finder) lineless(cv heap.SV) (content, bool) {
	if !f.h.Code(cv).IsClosure() {
		return content{}, false
	}
	p := f.src.PlaceCode(cv)
	if p.Path == "" || p.Line == 0 {
		return content{}, false
	}
	return content{isCode, p.String(), cv, f.src.below(p.Path)}, true
}

// plain says what an entry without closures and objects is.
func (f *finder) plain(sv heap.SV) content {
	h := f.h
	c := content{what: isData, sv: sv}
	switch h.Kind(sv) {
	case heap.KindScalar:
		switch {
		case h.Flags(sv)&(pmat.ScalarIV|pmat.ScalarNV|pmat.ScalarPV) == 0:
			c.what = isNothing
		case h.Flags(sv)&pmat.ScalarPV != 0:
			c.what = isString
		}
	case heap.KindRef:
		if to, ok := h.Referent(sv); !ok || h.Immortal(to) {
			c.what = isNothing
		} else if h.Kind(to) == heap.KindScalar {
			c.what = isString
		}
	case heap.KindImmortal:
		c.what = isNothing
	}
	return c
}

func siteKey(loc heap.Location) string {
	return loc.File + ":" + itoa(loc.Line)
}

// evalledIn returns the place of the sub that compiled a CODE by string eval,
// through all evals around it; without a file if that is not in the dump.
func (f *finder) evalledIn(cv heap.SV) heap.Location {
	for range maxNesting {
		scope, ok := f.h.Code(cv).Scope()
		if !ok {
			break
		}
		cv = scope
		if loc, ok := f.h.Code(cv).Location(); ok && loc.Line > 0 && site.InFile(loc) {
			return loc
		}
	}
	return heap.Location{}
}

// maxNesting bounds how many subs around a sub are looked at.
const maxNesting = 64

// captures returns the names of the variables that a closure captured.
func (f *finder) captures(cv heap.SV) []string {
	names, err := f.h.Code(cv).Padnames()
	if err != nil {
		return nil
	}
	var captured []string
	for _, n := range names {
		if len(n.Name) > 1 && n.Our == heap.NoSV && n.Flags&pmat.PadnameOuter != 0 && n.Flags&pmat.PadnameOur == 0 {
			captured = append(captured, n.Name)
		}
	}
	slices.Sort(captured)
	return slices.Compact(captured)
}

// capturedClass returns the class of an object that a closure keeps, the
// program's own first; empty if there is none.
func (f *finder) capturedClass(cv heap.SV) string {
	any := ""
	queue := []heap.SV{cv}
	seen := map[heap.SV]bool{cv: true}
	for i := 0; i < len(queue) && i < belowSteps; i++ {
		for _, to := range f.h.AppendHeld(queue[i], nil) {
			if seen[to] {
				continue
			}
			seen[to] = true
			switch f.h.Kind(to) {
			case heap.KindStash, heap.KindGlob, heap.KindCode, heap.KindPadnames:
				continue
			}
			class, ok := f.h.Package(to)
			switch {
			case ok && f.src.ownClass(class):
				return class
			case ok:
				any = cmp.Or(any, class)
			default:
				queue = append(queue, to)
			}
		}
	}
	return any
}

func list(names []string) string {
	shown := make([]string, len(names))
	for i, name := range names {
		shown[i] = words.Name(name)
	}
	return strings.Join(shown, ", ")
}
