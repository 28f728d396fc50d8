// Package pmat decodes heap dumps (.pmat files) written by
// Devel::MAT::Dumper, format 0.0 to 0.6: both byte orders, 4- and 8-byte
// integers and pointers, 8-byte and x87 80-bit NVs, threaded or not, plain or
// compressed with gzip, zstd or xz.
//
// A dump is one stream of records: a header with a table of record sizes, the
// roots, the stack, the SVs with their extensions, the contexts and, from
// Dumper 0.47 on, the mortals. The package reads that stream sequentially with
// a [Decoder], and rereads single records later with [File.RecordAt]; both use
// the same code. It deals in bytes and offsets and does not know what a heap
// is: nothing here resolves an address.
//
// Its knowledge of the format comes from format.txt of
// libdevel-mat-dumper-perl, from the dumps themselves and, for format 0.6, from
// the layout that Dumper 0.50 writes. It does not read dumps from before Dumper
// 0.11, which have no table of record sizes ([ErrNoSizeTable]).
package pmat

import "fmt"

// Addr is an address in the process that was dumped. 0 is the null pointer.
type Addr uint64

// String formats the address as pmat prints it: lower-case hexadecimal with 0x.
func (a Addr) String() string { return fmt.Sprintf("%#x", uint64(a)) }

// Type is the type byte of a record in the heap section.
type Type uint8

// The types of SV records, and of the extension and meta records that stand
// between them.
const (
	TypeEnd     Type = 0
	TypeGlob    Type = 1
	TypeScalar  Type = 2
	TypeRef     Type = 3
	TypeArray   Type = 4
	TypeHash    Type = 5
	TypeStash   Type = 6
	TypeCode    Type = 7
	TypeIO      Type = 8
	TypeLvalue  Type = 9
	TypeRegexp  Type = 10
	TypeFormat  Type = 11
	TypeInvlist Type = 12
	TypeUndef   Type = 13 // a SCALAR without any value
	TypeYes     Type = 14 // a boolean true
	TypeNo      Type = 15 // a boolean false
	TypeObject  Type = 16
	TypeClass   Type = 17
	TypeStruct  Type = 0x7F // a C struct, fields as its META_STRUCT says
	TypeUnknown Type = 0xFF

	ExtMagic      Type = 0x80
	ExtSavedSV    Type = 0x81
	ExtSavedAV    Type = 0x82
	ExtSavedHV    Type = 0x83
	ExtSavedElem  Type = 0x84
	ExtSavedValue Type = 0x85
	ExtSavedCV    Type = 0x86
	ExtNote       Type = 0x87 // an annotation: a named reference to another SV
	ExtDebug      Type = 0x88 // where a DEBUG_LEAKING_SCALARS perl allocated the SV
	ExtSharedHEK  Type = 0x89 // the shared string that a SCALAR's PV is

	MetaStruct Type = 0xF0
)

var typeNames = map[Type]string{
	TypeGlob: "GLOB", TypeScalar: "SCALAR", TypeRef: "REF", TypeArray: "ARRAY",
	TypeHash: "HASH", TypeStash: "STASH", TypeCode: "CODE", TypeIO: "IO",
	TypeLvalue: "LVALUE", TypeRegexp: "REGEXP", TypeFormat: "FORMAT",
	TypeInvlist: "INVLIST", TypeUndef: "UNDEF", TypeYes: "YES", TypeNo: "NO",
	TypeObject: "OBJECT", TypeClass: "CLASS", TypeStruct: "C_STRUCT",
	TypeUnknown: "UNKNOWN", ExtMagic: "MAGIC", ExtSavedSV: "SAVED_SV",
	ExtSavedAV: "SAVED_AV", ExtSavedHV: "SAVED_HV", ExtSavedElem: "SAVED_AELEM",
	ExtSavedValue: "SAVED_HELEM", ExtSavedCV: "SAVED_CV", ExtNote: "SVSV_NOTE",
	ExtDebug: "DEBUGREPORT", ExtSharedHEK: "PV_SHARED_HEK", MetaStruct: "META_STRUCT",
}

// String returns the name used in the description of the format, or the number
// of a type that it does not name.
func (t Type) String() string {
	if name, ok := typeNames[t]; ok {
		return name
	}
	return fmt.Sprintf("type 0x%02x", uint8(t))
}

// IsExtension reports whether the record adds to an SV instead of being one.
func (t Type) IsExtension() bool { return t >= ExtMagic && t < MetaStruct }

// Flags of a SCALAR record.
const (
	ScalarIV   = 0x01 // the integer is set
	ScalarUV   = 0x02 // … and is unsigned
	ScalarNV   = 0x04
	ScalarPV   = 0x08
	ScalarUTF8 = 0x10
)

// RefWeak is the flag of a REF that does not count as a reference.
const RefWeak = 0x01

// ArrayUnreal is the flag of an ARRAY whose elements are not counted
// references (perl's !AvREAL).
const ArrayUnreal = 0x01

// Flags of a CODE record.
const (
	CodeClone       = 0x01 // a closure prototype
	CodeCloned      = 0x02 // a closure
	CodeXSUB        = 0x04
	CodeWeakOutside = 0x08
	CodeStrongGV    = 0x10 // perl's CVGV_RC: the reference to the GLOB counts
	CodeLexical     = 0x20
)

// Flags of a pad name.
const (
	PadnameOuter = 0x01 // captured from an enclosing sub
	PadnameState = 0x02
	PadnameOur   = 0x10
)

// MagicRefcounted is the flag of magic whose object is a counted reference.
const MagicRefcounted = 0x01
