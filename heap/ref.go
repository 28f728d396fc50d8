package heap

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// Strength is how a reference holds its target, in Devel::MAT's words.
// Strengths can be combined to sets.
type Strength uint8

const (
	// Strong references are counted: they keep their target alive.
	Strong Strength = 1 << iota
	// Weak references are not counted.
	Weak
	// Indirect references go through one SV more that stands for itself too:
	// the REF in an ARRAY's element, the PADLIST of a CODE.
	Indirect
	// Inferred references are not in perl's memory as such: a closure's
	// prototype, a value that `local` put aside.
	Inferred

	// Direct are the references that exist as pointers.
	Direct = Strong | Weak
	// All are all.
	All = Strong | Weak | Indirect | Inferred
)

// String gives the strength's name.
func (s Strength) String() string {
	switch s {
	case Strong:
		return "strong"
	case Weak:
		return "weak"
	case Indirect:
		return "indirect"
	case Inferred:
		return "inferred"
	}
	return fmt.Sprintf("strengths %#x", uint8(s))
}

// Ref is a reference seen from one of its ends.
type Ref struct {
	Name     string // what Devel::MAT calls it, for a person: `element [3]`, `value {events}`
	Strength Strength
	SV       SV     // the other end; NoSV for a root
	Key      string // of the value of a hash, decoded and whole
	IsKey    bool   // it is the value of a hash
}

// refKind says what name a reference has.
type refKind uint8

const (
	refNamed   refKind = iota // text is the name
	refElement                // element [index]
	refElementViaRV
	refValue // value {key}
	refValueViaRV
	refPadname  // padname [index]
	refPad      // pad at depth index
	refPadEntry // a lexical, or a pad temporary
	refPadEntryViaRV
	refField // the text field
	refFieldViaRV
	refMagicObject  // 'c' magic object, c is index
	refMagicPointer // 'c' magic pointer
	refSavedElement // saved value of element [index]
	refSavedValue   // saved value of value {text}
)

// rawRef is a reference whose name is not yet made: most are only looked at
// for their target.
type rawRef struct {
	to       SV
	strength Strength
	kind     refKind
	index    uint64
	key      pmat.Str
	text     string
}

// ref makes a reference with its name, as seen from the end that is not sv.
func (h *Heap) ref(r rawRef, sv SV) Ref {
	ref := Ref{Strength: r.strength, SV: sv, IsKey: r.kind == refValue || r.kind == refValueViaRV}
	if !ref.IsKey {
		ref.Name = h.refName(r)
		return ref
	}
	key, shown := h.keyText(r)
	ref.Key, ref.Name = key, "value "+shown
	if r.kind == refValueViaRV {
		ref.Name += " via RV"
	}
	return ref
}

// refName makes the name of a reference that is no value of a hash.
func (h *Heap) refName(r rawRef) string {
	switch r.kind {
	case refElement:
		return fmt.Sprintf("element [%d]", r.index)
	case refElementViaRV:
		return fmt.Sprintf("element [%d] via RV", r.index)
	case refPadname:
		return fmt.Sprintf("padname [%d]", r.index)
	case refPad:
		return fmt.Sprintf("pad at depth %d", r.index)
	case refPadEntry:
		return padEntryName(r)
	case refPadEntryViaRV:
		return padEntryName(r) + " via RV"
	case refField:
		return "the " + text.Name(r.text) + " field"
	case refFieldViaRV:
		return "the " + text.Name(r.text) + " field via RV"
	case refMagicObject:
		return fmt.Sprintf("'%s' magic object", magicLetter(byte(r.index)))
	case refMagicPointer:
		return fmt.Sprintf("'%s' magic pointer", magicLetter(byte(r.index)))
	case refSavedElement:
		return fmt.Sprintf("saved value of element [%d]", int64(r.index))
	case refSavedValue:
		return "saved value of value " + text.Key([]byte(r.text))
	default:
		return r.text
	}
}

func padEntryName(r rawRef) string {
	if r.text == "" {
		return fmt.Sprintf("pad temporary %d", r.index)
	}
	return "the lexical " + text.Name(r.text)
}

// magicLetter is perl's letter for a type of magic, as Devel::MAT reads it: a
// space or NUL counts as none.
func magicLetter(c byte) string {
	if c == 0 || c == ' ' {
		return ""
	}
	return string(rune(c))
}

// maxKey bounds how much of a hash key becomes part of a name.
const maxKey = 1 << 20

func (h *Heap) keyText(r rawRef) (key, shown string) {
	b, err := h.file.ReadText(r.key, maxKey)
	if err != nil {
		return "", "{?}"
	}
	return text.Decode(b), text.Key(b)
}

// Quote writes bytes as a double-quoted string that Perl reads back as the
// same bytes.
func Quote(b []byte) string {
	var s strings.Builder
	s.WriteByte('"')
	for _, c := range b {
		switch {
		case c == '"' || c == '\\' || c == '$' || c == '@':
			s.WriteByte('\\')
			s.WriteByte(c)
		case c >= ' ' && c <= '~':
			s.WriteByte(c)
		case c >= '\a' && c <= '\r' && c != '\v':
			s.WriteByte('\\')
			s.WriteByte("abtn?fr"[c-'\a'])
		default:
			fmt.Fprintf(&s, `\%03o`, c)
		}
	}
	s.WriteByte('"')
	return s.String()
}
