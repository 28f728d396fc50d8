package heap

import "github.com/perlheap/perlheap/heap/pmat"

// Kind is what an SV is, in Devel::MAT's classification: the types of the dump,
// plus the ARRAYs that are parts of a CODE's pads.
type Kind uint8

// The kinds of SVs.
const (
	KindUnknown Kind = iota
	KindGlob
	KindScalar // also UNDEF, a SCALAR without any value
	KindRef
	KindArray
	KindHash
	KindStash
	KindCode
	KindIO
	KindLvalue
	KindRegexp
	KindFormat
	KindInvlist
	KindBool
	KindObject
	KindClass
	KindStruct
	KindPadlist
	KindPadnames
	KindPad
	KindImmortal
)

var kindNames = [...]string{
	KindUnknown: "UNKNOWN", KindGlob: "GLOB", KindScalar: "SCALAR", KindRef: "REF",
	KindArray: "ARRAY", KindHash: "HASH", KindStash: "STASH", KindCode: "CODE",
	KindIO: "IO", KindLvalue: "LVALUE", KindRegexp: "REGEXP", KindFormat: "FORMAT",
	KindInvlist: "INVLIST", KindBool: "BOOL", KindObject: "OBJECT", KindClass: "CLASS",
	KindStruct: "C_STRUCT", KindPadlist: "PADLIST", KindPadnames: "PADNAMES", KindPad: "PAD",
	KindImmortal: "IMMORTAL",
}

// String returns Devel::MAT's name of the kind. [Heap.Type] also tells UNDEF
// from SCALAR.
func (k Kind) String() string { return kindNames[k] }

// HashLike reports whether an SV of the kind has keys and values.
func (k Kind) HashLike() bool { return k == KindHash || k == KindStash || k == KindClass }

// IsStash reports whether an SV of the kind is a package's symbol table.
func (k Kind) IsStash() bool { return k == KindStash || k == KindClass }

// boolYes is the flag of a KindBool that is true.
const boolYes = 1

// kindOf returns kind and flags for a record.
func kindOf(rec *pmat.Record) (Kind, uint8) {
	switch rec.Type {
	case pmat.TypeGlob:
		return KindGlob, 0
	case pmat.TypeScalar:
		return KindScalar, rec.Flags
	case pmat.TypeUndef:
		return KindScalar, 0
	case pmat.TypeYes:
		return KindBool, boolYes
	case pmat.TypeNo:
		return KindBool, 0
	case pmat.TypeRef:
		return KindRef, rec.Flags
	case pmat.TypeArray:
		return KindArray, rec.Flags
	case pmat.TypeHash:
		return KindHash, 0
	case pmat.TypeStash:
		return KindStash, 0
	case pmat.TypeClass:
		return KindClass, 0
	case pmat.TypeCode:
		return KindCode, rec.Flags
	case pmat.TypeIO:
		return KindIO, 0
	case pmat.TypeLvalue:
		return KindLvalue, 0
	case pmat.TypeRegexp:
		return KindRegexp, 0
	case pmat.TypeFormat:
		return KindFormat, 0
	case pmat.TypeInvlist:
		return KindInvlist, 0
	case pmat.TypeObject:
		return KindObject, 0
	case pmat.TypeStruct:
		return KindStruct, 0
	}
	return KindUnknown, 0
}
