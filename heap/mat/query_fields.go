package mat

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// fieldKind is what the values of a field are.
type fieldKind uint8

const (
	fieldText   fieldKind = iota
	fieldBytes            // whole bytes, written as sizes
	fieldCount            // whole numbers
	fieldNumber           // numbers of the program
	fieldFlag             // it is, or it is not
)

// queryField is something that a query can ask of an SV.
type queryField struct {
	name     string
	kind     fieldKind
	help     string
	retained bool // it is made of retained sizes
	values   bool // it is a value of the program
	lexical  bool // it is looked up by name
	of       func(e *evaluation, t *test, sv heap.SV) (held, bool, error)
}

// held is what a field of an SV holds.
type held struct {
	text   string
	number literal
	note   Note
}

// literal is a number: whole, if it is exactly that, and as float in any case.
// At most one of the whole ones counts.
type literal struct {
	float    float64
	whole    int64
	isWhole  bool
	large    uint64 // beyond int64
	isLarge  bool
	readable bool
}

func wholeNumber(n int64) literal {
	return literal{float: float64(n), whole: n, isWhole: true, readable: true}
}

func unsignedNumber(n uint64) literal {
	if n <= math.MaxInt64 {
		return wholeNumber(int64(n))
	}
	return literal{float: float64(n), large: n, isLarge: true, readable: true}
}

// parseNumber reads a number. Large whole ones keep all their digits.
func parseNumber(s string) literal {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return wholeNumber(n)
	}
	if n, err := strconv.ParseUint(s, 10, 64); err == nil {
		return unsignedNumber(n)
	}
	f, err := strconv.ParseFloat(s, 64)
	return literal{float: f, readable: err == nil}
}

// compare gives the order of what an SV holds to the literal.
func (l literal) compare(v held) int {
	n := v.number
	switch {
	case n.isWhole && l.isWhole:
		return cmp.Compare(n.whole, l.whole)
	case n.isLarge && l.isLarge:
		return cmp.Compare(n.large, l.large)
	case n.isLarge && l.isWhole:
		return 1
	case n.isWhole && l.isLarge:
		return -1
	case math.IsNaN(n.float) || math.IsNaN(l.float):
		return unordered
	}
	return cmp.Compare(n.float, l.float)
}

// numberOf gives the number of a SCALAR, the floating-point one if it has both.
func numberOf(v heap.Scalar) (literal, bool) {
	switch {
	case v.HasNumber():
		return literal{float: v.NV, readable: true}, true
	case v.HasInteger() && v.Unsigned():
		return unsignedNumber(v.UV), true
	case v.HasInteger():
		return wholeNumber(v.IV()), true
	}
	return literal{}, false
}

// counted is what a field of whole numbers holds; unit follows it in notes.
func counted(n int64, unit string) held {
	return held{number: wholeNumber(n), note: Note{partWords(strconv.FormatInt(n, 10) + " " + unit)}}
}

func sized(n int64, behind string) held {
	return held{number: wholeNumber(n), note: Note{partWords(text.Bytes(n) + behind)}}
}

// flagged makes a field out of a question.
func flagged(is func(e *evaluation, sv heap.SV) (bool, error)) func(*evaluation, *test, heap.SV) (held, bool, error) {
	return func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		ok, err := is(e, sv)
		return held{}, ok, err
	}
}

func always(is func(h *heap.Heap, sv heap.SV) bool) func(*evaluation, *test, heap.SV) (held, bool, error) {
	return flagged(func(e *evaluation, sv heap.SV) (bool, error) { return is(e.h, sv), nil })
}

var queryFields = []queryField{
	{name: "class", kind: fieldText, help: "the package that it is blessed into", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		pkg, ok := e.h.Package(sv)
		return held{text: pkg, note: Note{partName(pkg)}}, ok, nil
	}},
	{name: "type", kind: fieldText, help: "SCALAR, UNDEF, REF, ARRAY, HASH, CODE, GLOB, STASH, IO, PAD, OBJECT, …", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		return held{text: e.h.Type(sv)}, true, nil
	}},
	{name: "name", kind: fieldText, help: "what the symbol table calls it: '%Foo::cache', '&Foo::bar'", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		name, ok := e.h.Symbols().Name(sv)
		return held{text: name, note: Note{partSymbol(name)}}, ok, nil
	}},
	{name: "lexical", kind: fieldText, lexical: true, help: "the name of the lexical variable that it is, with its sigil; = only", of: func(e *evaluation, t *test, sv heap.SV) (held, bool, error) {
		return held{text: t.value, note: Note{partName(t.value)}}, e.lexicals[t.value][sv], nil
	}},
	{name: "package", kind: fieldText, help: "of a CODE: the package that it is in", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		pkg, ok := codePackage(e.h, sv)
		return held{text: pkg, note: Note{partName(pkg)}}, ok, nil
	}},
	{name: "file", kind: fieldText, help: "of a CODE: its file, as the dump records it", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		file, ok := codeFile(e.h, sv)
		return held{text: file, note: Note{partName(file)}}, ok, nil
	}},
	{name: "line", kind: fieldCount, help: "of a CODE: the line of its first statement, as the dump records it", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		loc, ok := e.h.Code(sv).Location()
		return held{number: wholeNumber(int64(loc.Line)), note: Note{partWords(fmt.Sprintf("line %d", loc.Line))}}, ok && loc.Line > 0, nil
	}},
	{name: "string", kind: fieldText, values: true, help: "of a SCALAR: its string", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		v, characters, ok, err := stringOf(e.h, sv)
		return held{text: characters, note: Note{{Kind: PartString, Value: v}}}, ok, err
	}},
	{name: "number", kind: fieldNumber, values: true, help: "of a SCALAR: its number", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		v, err := e.h.Scalar(sv)
		n, ok := numberOf(v)
		if err != nil || !ok {
			return held{}, false, err
		}
		note := Note{{Kind: PartFloat, Value: v}}
		switch {
		case n.isWhole:
			note = Note{partWords(strconv.FormatInt(n.whole, 10))}
		case n.isLarge:
			note = Note{partWords(strconv.FormatUint(n.large, 10))}
		}
		return held{number: n, note: note}, true, nil
	}},
	{name: "length", kind: fieldBytes, help: "of a SCALAR: the length of its string", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		if e.h.Kind(sv) != heap.KindScalar || e.h.Flags(sv)&pmat.ScalarPV == 0 {
			return held{}, false, nil
		}
		v, err := e.h.Scalar(sv)
		return sized(int64(min(v.Len, math.MaxInt64)), " long"), err == nil, err
	}},
	{name: "elements", kind: fieldCount, help: "of an ARRAY, HASH or the like: how many it has", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		switch k := e.h.Kind(sv); {
		case k.HashLike(), k == heap.KindArray, k == heap.KindPad, k == heap.KindObject:
			n, err := e.h.Len(sv)
			return counted(n, "elements"), err == nil, err
		}
		return held{}, false, nil
	}},
	{name: "refcnt", kind: fieldCount, help: "its reference count", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		n := int64(e.h.Refcnt(sv))
		return held{number: wholeNumber(n), note: Note{partWords(fmt.Sprintf("refcount %d", n))}}, true, nil
	}},
	{name: "fileno", kind: fieldCount, help: "of an IO: its file number", of: func(e *evaluation, t *test, sv heap.SV) (held, bool, error) {
		if e.h.Kind(sv) != heap.KindIO {
			return held{}, false, nil
		}
		input, output, ok, err := e.h.FileNumbers(sv)
		n := input
		if output == t.number.whole && t.op == opEqual {
			n = output
		}
		return held{number: wholeNumber(n), note: Note{partWords(fmt.Sprintf("fileno %d", n))}}, ok && err == nil, err
	}},
	{name: "size", kind: fieldBytes, help: "its own size", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		return sized(e.h.Size(sv), ""), true, nil
	}},
	{name: "retained", kind: fieldBytes, retained: true, help: "what would be freed with it", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		return sized(e.sizes.Bytes(sv), " retained"), true, nil
	}},
	{name: "struct", kind: fieldText, help: "of a C struct: its type", of: func(e *evaluation, _ *test, sv heap.SV) (held, bool, error) {
		if e.h.Kind(sv) != heap.KindStruct {
			return held{}, false, nil
		}
		name := e.h.Struct(sv).Name()
		return held{text: name, note: Note{partName(name)}}, true, nil
	}},
	{name: "blessed", kind: fieldFlag, help: "it has a class", of: always(func(h *heap.Heap, sv heap.SV) bool {
		_, ok := h.Package(sv)
		return ok
	})},
	{name: "closure", kind: fieldFlag, help: "it was cloned at run time", of: always(func(h *heap.Heap, sv heap.SV) bool { return h.Code(sv).IsClosure() })},
	{name: "prototype", kind: fieldFlag, help: "closures are cloned from it", of: always(func(h *heap.Heap, sv heap.SV) bool { return h.Code(sv).IsPrototype() })},
	{name: "xsub", kind: fieldFlag, help: "it is a CODE written in C", of: always(isXSUB)},
	{name: "weak", kind: fieldFlag, help: "it is a weak REF", of: always(func(h *heap.Heap, sv heap.SV) bool {
		return h.Kind(sv) == heap.KindRef && h.Flags(sv)&pmat.RefWeak != 0
	})},
	{name: "magic", kind: fieldFlag, help: "it has magic, as what is tied or has weak references to it", of: flagged(func(e *evaluation, sv heap.SV) (bool, error) {
		list, err := e.h.Magic(sv)
		return len(list) > 0, err
	})},
	{name: "unreached", kind: fieldFlag, retained: true, help: "no root leads to it", of: flagged(func(e *evaluation, sv heap.SV) (bool, error) {
		return !e.sizes.Reached(sv), nil
	})},
}

// FieldNames are the names of what queries can ask for.
func FieldNames() []string {
	names := make([]string, len(queryFields))
	for i := range queryFields {
		names[i] = queryFields[i].name
	}
	return names
}

// operators are those that a field can be compared with.
func (f *queryField) operators() []operator {
	switch {
	case f.lexical:
		return []operator{opEqual}
	case f.kind == fieldText:
		return []operator{opEqual, opUnequal, opMatches, opMatchesNot}
	case f.kind == fieldFlag:
		return nil
	}
	return []operator{opEqual, opUnequal, opLess, opLessEqual, opGreater, opGreaterEqual}
}

// QueryHelp describes the language of queries.
func QueryHelp() string {
	var b strings.Builder
	b.WriteString(`A query is made of tests, joined by and, or and not, with parentheses where needed;
not binds closer than and, and and closer than or. A test is a field, an operator and a value:

  class=Foo::Bar                  text: = != and ~ !~ for a regular expression (RE2)
  retained>=1MB                   size: = != < <= > >=, in bytes or with kB, MB, KiB, MiB …
  elements<10                     number: the same operators
  closure                         a field that is true or false stands alone

What an SV does not have passes no test: class!=Foo finds objects of other classes, and
not class=Foo also what is no object. Values with blanks or parentheses, or that begin with a
quote, stand in single or double quotes; in these, a backslash protects a quote or a backslash.
A regular expression matches anywhere in the text unless ^ and $ say otherwise; (?i) at its
beginning ignores case. A query looks at each SV once.

`)
	for _, kind := range []struct {
		of    []fieldKind
		title string
	}{
		{[]fieldKind{fieldText}, "Text"}, {[]fieldKind{fieldBytes}, "Sizes"}, {[]fieldKind{fieldCount, fieldNumber}, "Numbers"}, {[]fieldKind{fieldFlag}, "True or false"},
	} {
		fmt.Fprintf(&b, "%s:\n", kind.title)
		for _, f := range queryFields {
			for _, k := range kind.of {
				if f.kind == k {
					fmt.Fprintf(&b, "  %-10s %s\n", f.name, f.help)
				}
			}
		}
	}
	return b.String()
}
