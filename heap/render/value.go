package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
)

// shortText is after how many characters a string is cut, as in pmat.
const shortText = 64

// text writes the string of a SCALAR as Perl source, at most limit characters
// of it if limit > 0. "..." follows what is cut; the dump may have cut it
// before.
func text(v heap.Scalar, limit int) string {
	quoted, cut := "", false
	if v.Flags&pmat.ScalarUTF8 != 0 {
		s := string(v.Text)
		if limit > 0 && utf8.RuneCountInString(s) > limit {
			s, cut = string([]rune(s)[:limit]), true
		}
		quoted = quoteRunes(s)
	} else {
		b := v.Text
		if limit > 0 && len(b) > limit {
			b, cut = b[:limit], true
		}
		quoted = words.Quote(b)
	}
	if cut {
		quoted += "..."
	}
	return quoted
}

// quoteRunes writes characters as a double-quoted string that Perl reads back
// as the same characters.
func quoteRunes(s string) string {
	const names = "\a\x1b\f\n\r\t"
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		switch {
		case strings.ContainsRune(`"\$@`, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case strings.ContainsRune(names, r):
			b.WriteByte('\\')
			b.WriteByte("aefnrt"[strings.IndexRune(names, r)])
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x{%x}`, s[i]) // cut inside a character
		default:
			fmt.Fprintf(&b, `\x{%x}`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Number writes a floating-point number as Perl prints it.
func Number(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "Inf"
	case math.IsInf(f, -1):
		return "-Inf"
	case math.IsNaN(f):
		return "NaN"
	}
	return strconv.FormatFloat(f, 'g', 15, 64)
}

func integer(v heap.Scalar) string {
	if v.Unsigned() {
		return strconv.FormatUint(v.UV, 10)
	}
	return strconv.FormatInt(v.IV(), 10)
}

// key writes a hash key; one of a symbol table that begins with a control
// character as perl writes such a name.
func key(k []byte, ofStash bool) string {
	if ofStash && len(k) > 0 && k[0] < ' ' {
		word := true
		for _, r := range words.Decode(k[1:]) {
			word = word && words.IsWord(r)
		}
		if word {
			return "{^" + string(rune(k[0]+64)) + words.Name(string(k[1:])) + "}"
		}
	}
	return words.Key(k)
}

func (s Style) key(k []byte, ofStash bool) string {
	text := key(k, ofStash)
	return "{" + s.Value(text[1:len(text)-1]) + "}"
}

func (s Style) index(i int) string { return "[" + s.Value(strconv.Itoa(i)) + "]" }

// maxRefs bounds how many REFs that lead to REFs are written in one line.
const maxRefs = 16

// SVValue writes an SV and what it holds: the value of a SCALAR, the referent
// of a REF, the first element of an ARRAY, one pair of a HASH (the one with the
// least key), the name of a GLOB or STASH.
func SVValue(h *heap.Heap, sv heap.SV, s Style) (string, error) {
	if sv == heap.NoSV {
		return "NULL", nil
	}
	var line strings.Builder
	for range maxRefs {
		line.WriteString(SV(h, sv, s))
		if h.Kind(sv) != heap.KindRef {
			holds, err := value(h, sv, s)
			return line.String() + holds, err
		}
		to, ok := h.Referent(sv)
		if !ok {
			return line.String(), nil
		}
		line.WriteString(" => ")
		if to == sv {
			return line.String() + "itself", nil
		}
		sv = to
	}
	return line.String() + "…", nil
}

// value writes what an SV holds, with the sign that stands before it.
func value(h *heap.Heap, sv heap.SV, s Style) (string, error) {
	switch k := h.Kind(sv); k {
	case heap.KindImmortal:
		if held, ok := map[string]string{"YES": `1 / "1"`, "NO": `0 / "0"`}[h.Desc(sv)]; ok {
			return " = " + held, nil
		}
	case heap.KindScalar:
		v, err := h.Scalar(sv)
		if err != nil {
			return "", err
		}
		var held []string
		switch {
		case v.Flags&pmat.ScalarNV != 0:
			held = append(held, s.Value(Number(v.NV)))
		case v.HasInteger():
			held = append(held, s.Value(integer(v)))
		}
		if v.Flags&pmat.ScalarPV != 0 {
			held = append(held, s.Value(text(v, shortText)))
		}
		if held != nil {
			return " = " + strings.Join(held, " / "), nil
		}
	case heap.KindBool:
		return " = " + s.Value(boolText(h, sv)), nil
	case heap.KindArray:
		if _, blessed := h.Blessed(sv); !blessed {
			return firstElement(h, sv, s)
		}
	case heap.KindHash:
		if _, blessed := h.Blessed(sv); !blessed {
			return firstPair(h, sv, s)
		}
	case heap.KindGlob:
		if name, ok := h.Glob(sv).Name(); ok {
			return " is " + s.Name("*"+name), nil
		}
	case heap.KindStash:
		if name, ok := h.Stash(sv).Name(); ok {
			return " is " + s.Name(name), nil
		}
	}
	return "", nil
}

func boolText(h *heap.Heap, sv heap.SV) string {
	if h.Desc(sv) == "BOOL(YES)" {
		return "true"
	}
	return "false"
}

func firstElement(h *heap.Heap, sv heap.SV, s Style) (string, error) {
	elems, err := h.Elems(sv)
	if err != nil || len(elems) == 0 {
		return " = []", err
	}
	held := orNull(h, elems[0], s)
	if len(elems) > 1 {
		held += ", ..."
	}
	return " = [" + held + "]", nil
}

func firstPair(h *heap.Heap, sv heap.SV, s Style) (string, error) {
	var least []byte
	first, n := heap.NoSV, 0
	err := h.Hash(sv).Values(func(k []byte, v heap.SV) bool {
		if n == 0 || string(k) < string(least) {
			least, first = append(least[:0], k...), v
		}
		n++
		return true
	})
	if err != nil || n == 0 {
		return " = {}", err
	}
	held := s.key(least, false) + " => " + orNull(h, first, s)
	if n > 1 {
		held += ", ..."
	}
	return " = {" + held + "}", nil
}

func orNull(h *heap.Heap, sv heap.SV, s Style) string {
	if sv == heap.NoSV {
		return "NULL"
	}
	return SV(h, sv, s)
}

// Text writes the beginning of a SCALAR's string as Perl source.
func Text(v heap.Scalar) string { return text(v, shortText) }

// Name writes a name from the symbol table.
func (s Style) Name(name string) string { return s.Symbol(words.Name(name)) }
