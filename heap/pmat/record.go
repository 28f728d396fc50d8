package pmat

// Str is a string of the dump, remembered by its position.
type Str struct {
	Off int64 // of the first byte
	Len int64 // in bytes; negative for an undefined string
}

// Defined reports whether there is a string at all.
func (s Str) Defined() bool { return s.Len >= 0 }

// MaxPtrs and MaxStrs limit what a [Record] keeps. Known records stay below
// these limits; whatever an unknown one has beyond them is skipped.
const (
	MaxPtrs = 10
	MaxStrs = 4
)

// Record is one record of the heap section without its body (elements, pairs,
// items of a CODE), which the [Decoder]'s Next… methods return one by one. Which
// fields have a meaning depends on Type.
type Record struct {
	Type    Type
	Offset  int64 // of the type byte
	Addr    Addr  // of the SV; of an extension: of the SV it adds to
	Refcnt  uint32
	Size    uint64 // bytes, as perl's own structures add up; 0 if the dump claims more than there can be
	Blessed Addr   // the STASH, 0 if not blessed

	Flags uint8  // SCALAR, REF, ARRAY, CODE, magic
	Count uint64 // of elements, pairs, fields in the body
	Line  uint64 // GLOB, CODE, DEBUGREPORT

	UV    uint64  // SCALAR
	NV    float64 // SCALAR
	PVLen uint64  // SCALAR: length of the whole string in bytes, of which the dump may contain fewer

	OpRoot  Addr  // CODE
	Depth   int32 // CODE: number of calls in progress; -1 if the dump does not say
	NameHEK Addr  // GLOB, CODE: the shared string of the name (format 0.6)

	Kind        byte   // LVALUE, magic: perl's type letter
	LvOff       uint64 // LVALUE
	LvLen       uint64 // LVALUE
	HasFiles    bool   // IO: the dump has the file numbers
	Input       int64  // IO: file number, -1 for none
	Output      int64  // IO
	Index       uint64 // SAVED_AELEM
	Serial      uint64 // DEBUGREPORT
	SharedHEK   Addr   // PV_SHARED_HEK
	Struct      *StructType
	Ptrs        [MaxPtrs]Addr
	NPtrs       int
	Strs        [MaxStrs]Str
	NStrs       int
	left        uint64
	codeItems   bool // the body has items of a CODE, still to be read
	classFields bool // the body ends with the fields of a CLASS
}

func (r *Record) hasPairs() bool {
	return r.Type == TypeHash || r.Type == TypeStash || r.Type == TypeClass
}

// Positions in Record.Ptrs and Record.Strs.
const (
	GlobStash = iota
	GlobScalar
	GlobArray
	GlobHash
	GlobCode
	GlobEGV
	GlobIO
	GlobForm

	GlobName = 0
	GlobFile = 1

	ScalarOurstash = 0
	ScalarString   = 0

	RefRV       = 0
	RefOurstash = 1

	HashBackrefs = 0

	StashMROAll     = 1
	StashMROCurrent = 2
	StashMRONext    = 3
	StashMROISA     = 4
	ClassAdjust     = 5
	StashName       = 0

	CodeStash    = 0
	CodeGlob     = 1
	CodeOutside  = 2
	CodePadlist  = 3
	CodeConstval = 4
	CodeFile     = 0
	CodeName     = 1

	IOTop    = 0
	IOFormat = 1
	IOBottom = 2

	LvTarget = 0

	MagicObj  = 0
	MagicPtr  = 1
	MagicVTBL = 2

	SavedValue   = 0 // of ExtSavedSV, AV, HV, Elem, CV
	SavedKey     = 0 // of ExtSavedValue
	SavedHashVal = 1

	NoteSV   = 0
	NoteName = 0

	DebugFile = 0
)

// Pair is one entry of a HASH, STASH or CLASS.
type Pair struct {
	Key   Str
	HEK   Addr // the shared string of the key (format 0.6), 0 otherwise
	Value Addr
}

// CodeItemKind is the kind of one entry in the body of a CODE.
type CodeItemKind uint8

// The kinds of [CodeItem].
const (
	ItemConst        CodeItemKind = 1 // Ptr: a constant of the optree
	ItemConstIndex   CodeItemKind = 2 // Index: the pad slot of a constant (threaded perls)
	ItemGlob         CodeItemKind = 3 // Ptr: a GLOB of the optree
	ItemGlobIndex    CodeItemKind = 4 // Index: the pad slot of a GLOB
	ItemPadname      CodeItemKind = 5 // Index, Name, Ptr: the `our` package
	itemPadSV        CodeItemKind = 6 // of old dumpers; carries nothing that PAD does not
	ItemPadnames     CodeItemKind = 7 // Ptr: the PADNAMES
	ItemPad          CodeItemKind = 8 // Index: the depth, Ptr: the PAD
	ItemPadnameFlags CodeItemKind = 9 // Index, Flags
	ItemPadnameField CodeItemKind = 10
)

// CodeItem is one entry in the body of a CODE.
type CodeItem struct {
	Kind  CodeItemKind
	Index uint64
	Field uint64 // of ItemPadnameField: the index of the object's field
	Ptr   Addr
	Name  Str
	Flags uint8
}

// CodeItemKinds is a set of kinds: the bit of a kind is 1<<kind.
type CodeItemKinds uint16

// AllItems are all kinds except the one that carries no data.
const AllItems = ^CodeItemKinds(1 << itemPadSV)

// What an item has after its kind, in this order.
const (
	hasIndex = 1 << iota
	hasName
	hasFlags
	hasField
	hasPtr
)

// maxCodeItem is the length of the longest item without its name.
const maxCodeItem = 1 + 3*8 + 1

var codeItemHas = [...]uint8{
	0:                0,
	ItemConst:        hasPtr,
	ItemConstIndex:   hasIndex,
	ItemGlob:         hasPtr,
	ItemGlobIndex:    hasIndex,
	ItemPadname:      hasIndex | hasName | hasPtr,
	itemPadSV:        hasIndex | hasField | hasPtr,
	ItemPadnames:     hasPtr,
	ItemPad:          hasIndex | hasPtr,
	ItemPadnameFlags: hasIndex | hasFlags,
	ItemPadnameField: hasIndex | hasField | hasPtr,
}

// only clears what items that were passed over have left behind.
func (i CodeItem) only(has uint8) CodeItem {
	if has&hasIndex == 0 {
		i.Index = 0
	}
	if has&hasName == 0 {
		i.Name = Str{}
	}
	if has&hasFlags == 0 {
		i.Flags = 0
	}
	if has&hasField == 0 {
		i.Field = 0
	}
	if has&hasPtr == 0 {
		i.Ptr = 0
	}
	return i
}

// FieldKind is the kind of a field of a C struct.
type FieldKind uint8

// The kinds of [StructField].
const (
	FieldPtr  FieldKind = 0
	FieldBool FieldKind = 1
	FieldU8   FieldKind = 2
	FieldU32  FieldKind = 3
	FieldUint FieldKind = 4
)

// StructField is a field of a C struct that an extension module declared.
type StructField struct {
	Name string
	Kind FieldKind
}

// StructType is a C struct that an extension module declared.
type StructType struct {
	ID     uint64
	Name   string
	Fields []StructField
}
