package heap

import (
	"fmt"
	"strconv"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// Strength is how a reference holds its target, in Devel::MAT's terms.
// Strengths can be combined into sets.
type Strength uint8

const (
	// Strong references are counted: they keep their target alive.
	Strong Strength = 1 << iota
	// Weak references are not counted.
	Weak
	// Indirect references go through one more SV, which also counts as a target
	// itself: the REF in an ARRAY's element, the PADLIST of a CODE.
	Indirect
	// Inferred references do not exist as such in perl's memory: a closure's
	// prototype, a value that `local` put aside.
	Inferred

	// Direct are the references that exist as pointers.
	Direct = Strong | Weak
	// All includes every strength.
	All = Strong | Weak | Indirect | Inferred
)

// String returns the name of the strength.
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

// Ref is a reference seen from one of its ends: what holds it, in parts.
// [Ref.Name] puts them into words.
type Ref struct {
	SV       SV // the other end; NoSV for a root
	Kind     RefKind
	Strength Strength
	// ViaRV is set for an indirect reference through a REF in a container.
	ViaRV bool
	// Elided is set if a REF that only leads here was skipped.
	Elided bool
	Depth  int32 // of the PAD that was skipped between a CODE and its lexical, from 1; 0 if none was
	Index  int64 // of an element, a field, a slot of a pad; the depth of a PAD: see [RefKind.HasIndex]
	// Text is what tells the reference from others of its kind, in full: the
	// key of a value, decoded; the name of a lexical or a symbol, with its
	// sigil; the name of a field; the letter of magic; a root's description.
	Text string
}

// RefKind is the kind of place that holds a reference.
type RefKind uint8

// The kinds of references.
const (
	RefOther       RefKind = iota // an extension module's own: Text is the whole name
	RefStructField                // of a C struct: Text is the whole name

	RefElement // of an ARRAY, at Index
	RefValue   // of a HASH, STASH or CLASS; Text is the key
	RefField   // of an OBJECT; Text is the field's name

	RefReferrant // what a REF refers to
	RefOurStash  // the package of an `our` variable or a typed lexical
	RefBless     // the package that an SV is blessed into
	RefTarget    // of an LVALUE

	RefScalar // the slots of a GLOB
	RefArray
	RefHash
	RefCode
	RefIO
	RefFormat
	RefEGV

	RefTopGV // of an IO
	RefFormatGV
	RefBottomGV

	RefBackrefs // the list of weak references to a HASH or STASH
	RefBackref  // an entry of such a list, or the only one
	RefMROAll   // the caches of a STASH for finding methods
	RefMROCurrent
	RefMRONext
	RefMROISA
	RefAdjust // the ADJUST blocks of a CLASS

	RefScope // of a CODE: the CODE around it
	RefStash
	RefGlob
	RefConstval
	RefProtosub
	RefConstant  // in its optree
	RefGlobUsed  // in its optree
	RefPadlist   // of a CODE
	RefPadnames  // of a CODE or PADLIST
	RefPad       // of a CODE or PADLIST, of the depth Index
	RefPadname   // of PADNAMES, at Index
	RefArgs      // @_ in a PAD
	RefLexical   // in a PAD; Text is the variable's name
	RefTemporary // in a PAD: something without a name

	RefMagicObject // Text is the letter
	RefMagicPointer

	RefSavedScalar // what `local` put aside
	RefSavedArray
	RefSavedHash
	RefSavedCode
	RefSavedElement
	RefSavedKey
	RefSavedValue

	RefRoot     // Text is the description
	RefStack    // a value on perl's stack
	RefMortal   // a temporary of perl, freed at the end of a statement
	RefSymbol   // Text is the name, with its sigil
	RefGlobName // Text is the name of a GLOB, without sigil
	RefImmortal // Text is undef, true or false

	refKinds
)

// refWords are Devel::MAT's words for the kinds, without what tells one
// reference from others of its kind.
var refWords = [refKinds]string{
	RefOther: "other", RefStructField: "struct field",
	RefElement: "element", RefValue: "value", RefField: "field",
	RefReferrant: "the referrant", RefOurStash: "the our stash", RefBless: "the bless package", RefTarget: "the target",
	RefScalar: "the scalar", RefArray: "the array", RefHash: "the hash", RefCode: "the code",
	RefIO: "the io", RefFormat: "the form", RefEGV: "the egv",
	RefTopGV: "the top GV", RefFormatGV: "the format GV", RefBottomGV: "the bottom GV",
	RefBackrefs: "the backrefs list", RefBackref: "a backref",
	RefMROAll: "the mro linear all HV", RefMROCurrent: "the mro linear current",
	RefMRONext: "the mro next::method", RefMROISA: "the mro ISA cache", RefAdjust: "the ADJUST blocks AV",
	RefScope: "the scope", RefStash: "the stash", RefGlob: "the glob", RefConstval: "the constant value",
	RefProtosub: "the protosub", RefConstant: "a constant", RefGlobUsed: "a referenced glob",
	RefPadlist: "the padlist", RefPadnames: "the padnames", RefPad: "pad at depth", RefPadname: "padname",
	RefArgs: "the @_ av", RefLexical: "lexical", RefTemporary: "pad temporary",
	RefMagicObject: "magic object", RefMagicPointer: "magic pointer",
	RefSavedScalar: "saved value of SCALAR slot", RefSavedArray: "saved value of ARRAY slot",
	RefSavedHash: "saved value of HASH slot", RefSavedCode: "saved value of CODE slot",
	RefSavedElement: "saved value of element", RefSavedKey: "a key for saved value", RefSavedValue: "saved value of value",
	RefRoot: "root", RefStack: "a value on the stack", RefMortal: "a mortal",
	RefSymbol: "symbol", RefGlobName: "glob", RefImmortal: "immortal",
}

// String returns Devel::MAT's words for the kind, without what tells one
// reference from others of its kind: "element", "value", "the referrant".
func (k RefKind) String() string { return refWords[k] }

// HasIndex reports whether references of the kind have an index.
func (k RefKind) HasIndex() bool {
	switch k {
	case RefElement, RefField, RefPad, RefPadname, RefLexical, RefTemporary, RefSavedElement:
		return true
	}
	return false
}

// IsMRO reports whether it is one of a STASH's caches for finding methods.
func (k RefKind) IsMRO() bool { return k >= RefMROAll && k <= RefMROISA }

// IsSaved reports whether it is something that `local` put aside.
func (k RefKind) IsSaved() bool { return k >= RefSavedScalar && k <= RefSavedValue }

// Name returns what Devel::MAT calls the reference, for a person: `element
// [3]`, `value {events} via RV`, `the lexical $self at depth 1`.
func (r Ref) Name() string {
	name := r.name()
	if r.ViaRV {
		name += " via RV"
	}
	if r.Depth > 0 {
		name += " at depth " + strconv.Itoa(int(r.Depth))
	}
	if r.Elided {
		name = "(via RV) " + name
	}
	return name
}

// Spoken is Name in words of Perl programmers: it says nothing of references on
// the way, which they follow with an arrow, and of the depth of a sub only if it
// called itself.
func (r Ref) Spoken() string {
	r.ViaRV, r.Elided = false, false
	if r.Depth == 1 {
		r.Depth = 0
	}
	return r.Name()
}

func (r Ref) name() string {
	words := r.Kind.String()
	switch r.Kind {
	case RefOther, RefStructField, RefRoot, RefImmortal:
		return r.Text
	case RefElement, RefPadname, RefSavedElement:
		return words + " [" + strconv.FormatInt(r.Index, 10) + "]"
	case RefValue, RefSavedValue:
		return words + " " + text.KeyOf(r.Text)
	case RefField:
		return "the " + text.Name(r.Text) + " field"
	case RefPad, RefTemporary:
		return words + " " + strconv.FormatInt(r.Index, 10)
	case RefLexical:
		return "the lexical " + text.Name(r.Text)
	case RefMagicObject, RefMagicPointer:
		return "'" + r.Text + "' " + words
	case RefSymbol:
		return "the symbol '" + r.Text + "'"
	case RefGlobName:
		return "the glob '*" + r.Text + "'"
	}
	return words
}

// rawRef is a reference whose key is not read yet: most are only looked at for
// their target.
type rawRef struct {
	Ref
	key pmat.Str
}

// ref completes a reference, as seen from the end that is not sv.
func (h *Heap) ref(r *rawRef, sv SV) (ref Ref, err error) {
	ref = r.Ref
	ref.SV = sv
	if r.Kind == RefValue {
		ref.Text, err = h.keyText(r.key)
	}
	return ref, err
}

// maxKey bounds how much of a hash key becomes part of a name.
const maxKey = 1 << 20

func (h *Heap) keyText(key pmat.Str) (string, error) {
	b, err := h.file.ReadText(key, maxKey)
	return text.Decode(b), err
}

// magicLetter is perl's letter for a type of magic, as Devel::MAT reads it: a
// space or NUL counts as none.
func magicLetter(c byte) string {
	if c == 0 || c == ' ' {
		return ""
	}
	return string(rune(c))
}
