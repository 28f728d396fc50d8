package heap

import "github.com/perlheap/perlheap/heap/pmat"

// What the records of a dump refer to is told here and nowhere else: how each
// pointer counts, what Devel::MAT calls the reference, what pmat calls the
// pointer. Loading, outrefs, pointers and sizes all follow these tables.

// slot is a place in a record, or in its body, that refers to an SV.
type slot struct {
	ptr       uint8 // its position in the record's Ptrs
	rule      rule
	flag      uint8 // of the record, for the rule
	kind      RefKind
	late      bool   // Devel::MAT gives it after the body
	structure bool   // what it leads to is part of the SV's structure
	name      string // what pmat calls the pointer; empty where it does not look
}

// rule says how a slot counts.
type rule uint8

const (
	counted         rule = iota
	uncounted            // perl does not count it
	uncountedIf          // perl does not if the record has the flag
	countedIf            // perl does only if the record has the flag
	uncountedToSelf      // perl counts what leads elsewhere
	ofBackrefs           // a list of weak references is counted, an only one stands in the slot itself
	putAside             // by `local`: not where it belongs
	countedByPad         // under threads the pad counts it, without them the slot
	noReference          // it is no reference for Devel::MAT
)

// how says how a record's pointer counts while its target is an address.
func (s *slot) how(rec *pmat.Record) uint32 {
	weak := false
	switch s.rule {
	case uncounted:
		weak = true
	case uncountedIf:
		weak = rec.Flags&s.flag != 0
	case countedIf:
		weak = rec.Flags&s.flag == 0
	case uncountedToSelf:
		weak = rec.Ptrs[s.ptr] == rec.Addr
	case ofBackrefs:
		return refBackrefs
	case putAside:
		return refInferred
	}
	if weak {
		return refWeak
	}
	return refStrong
}

// strength is how a record's pointer counts.
func (s *slot) strength(rec *pmat.Record) Strength {
	return [...]Strength{refStrong: Strong, refWeak: Weak, refBackrefs: Strong, refInferred: Inferred}[s.how(rec)]
}

// recordSlots are what a type of record refers to.
type recordSlots struct {
	slots []slot // in the order of rows
	entry slot   // each entry of the body; its name has a place for index, key or field
}

// blessedSlot is what every SV has.
var blessedSlot = slot{rule: uncounted, kind: RefBless, name: "blessed"}

var (
	backrefsSlot = slot{ptr: pmat.HashBackrefs, rule: ofBackrefs, kind: RefBackrefs, name: "backrefs"}
	stashSlots   = []slot{
		backrefsSlot,
		{ptr: pmat.StashMROAll, kind: RefMROAll, late: true, name: "mro_linearall"},
		{ptr: pmat.StashMROCurrent, kind: RefMROCurrent, late: true, name: "mro_linearcurrent"},
		{ptr: pmat.StashMRONext, kind: RefMRONext, late: true, name: "mro_nextmethod"},
		{ptr: pmat.StashMROISA, kind: RefMROISA, late: true, name: "mro_isa"},
	}
	valueEntry = slot{kind: RefValue, structure: true, name: "value {%s}"}
)

// slotsOf are the slots by type of record. What an ARRAY's entries are called
// where it is a pad is in padEntries.
var slotsOf = [1 << 8]recordSlots{
	pmat.TypeGlob: {slots: []slot{
		{ptr: pmat.GlobStash, rule: noReference, name: "stash"},
		{ptr: pmat.GlobScalar, kind: RefScalar, name: "scalar"},
		{ptr: pmat.GlobArray, kind: RefArray, name: "array"},
		{ptr: pmat.GlobHash, kind: RefHash, name: "hash"},
		{ptr: pmat.GlobCode, kind: RefCode, name: "code"},
		{ptr: pmat.GlobEGV, rule: uncountedToSelf, kind: RefEGV, late: true, name: "egv"},
		{ptr: pmat.GlobIO, kind: RefIO, name: "io"},
		{ptr: pmat.GlobForm, kind: RefFormat, name: "form"},
	}},
	pmat.TypeScalar: {slots: []slot{
		{ptr: pmat.ScalarOurstash, kind: RefOurStash, name: "ourstash"},
	}},
	pmat.TypeRef: {slots: []slot{
		{ptr: pmat.RefRV, rule: uncountedIf, flag: pmat.RefWeak, kind: RefReferrant, name: "rv"},
		{ptr: pmat.RefOurstash, kind: RefOurStash, name: "ourstash"},
	}},
	pmat.TypeArray: {
		entry: slot{rule: uncountedIf, flag: pmat.ArrayUnreal, kind: RefElement, structure: true, name: "elem [%d]"},
	},
	pmat.TypeObject: {entry: slot{kind: RefField, name: "elem [%d]"}},
	pmat.TypeHash:   {slots: []slot{backrefsSlot}, entry: valueEntry},
	pmat.TypeStash:  {slots: stashSlots, entry: valueEntry},
	pmat.TypeClass: {
		slots: append(stashSlots[:len(stashSlots):len(stashSlots)],
			slot{ptr: pmat.ClassAdjust, kind: RefAdjust, late: true, name: "adjust_blocks"}),
		entry: valueEntry,
	},
	pmat.TypeCode: {slots: []slot{
		{ptr: pmat.CodeOutside, rule: uncountedIf, flag: pmat.CodeWeakOutside, kind: RefScope, name: "outside"},
		{ptr: pmat.CodeStash, rule: uncounted, kind: RefStash, name: "stash"},
		{ptr: pmat.CodeGlob, rule: countedIf, flag: pmat.CodeStrongGV, kind: RefGlob, name: "glob"},
		{ptr: pmat.CodeConstval, kind: RefConstval, structure: true, name: "constval"},
		{ptr: pmat.CodePadlist, kind: RefPadlist, structure: true, late: true, name: "padlist"},
	}},
	pmat.TypeIO: {slots: []slot{
		{ptr: pmat.IOTop, kind: RefTopGV, name: "topgv"},
		{ptr: pmat.IOFormat, kind: RefFormatGV, name: "formatgv"},
		{ptr: pmat.IOBottom, kind: RefBottomGV, name: "bottomgv"},
	}},
	pmat.TypeLvalue: {slots: []slot{{ptr: pmat.LvTarget, kind: RefTarget, name: "target"}}},
	pmat.TypeStruct: {entry: slot{kind: RefStructField, name: "field <%s>"}},

	pmat.ExtMagic: {slots: []slot{
		{ptr: pmat.MagicObj, rule: countedIf, flag: pmat.MagicRefcounted, kind: RefMagicObject},
		{ptr: pmat.MagicPtr, kind: RefMagicPointer},
		{ptr: pmat.MagicVTBL, rule: noReference},
	}},
	pmat.ExtNote:      {slots: []slot{{ptr: pmat.NoteSV, kind: RefOther}}},
	pmat.ExtSavedSV:   {slots: []slot{{ptr: pmat.SavedValue, rule: putAside, kind: RefSavedScalar}}},
	pmat.ExtSavedAV:   {slots: []slot{{ptr: pmat.SavedValue, rule: putAside, kind: RefSavedArray}}},
	pmat.ExtSavedHV:   {slots: []slot{{ptr: pmat.SavedValue, rule: putAside, kind: RefSavedHash}}},
	pmat.ExtSavedCV:   {slots: []slot{{ptr: pmat.SavedValue, rule: putAside, kind: RefSavedCode}}},
	pmat.ExtSavedElem: {slots: []slot{{ptr: pmat.SavedValue, rule: putAside, kind: RefSavedElement}}},
	pmat.ExtSavedValue: {slots: []slot{
		{ptr: pmat.SavedKey, rule: putAside, kind: RefSavedKey},
		{ptr: pmat.SavedHashVal, rule: putAside, kind: RefSavedValue},
	}},
}

// codeItems are what the items of a CODE's body refer to.
var codeItems = [...]slot{
	pmat.ItemConst:        {rule: countedByPad, kind: RefConstant, structure: true},
	pmat.ItemGlob:         {rule: countedByPad, kind: RefGlobUsed, structure: true},
	pmat.ItemPadname:      {rule: noReference}, // the package of an `our` variable
	pmat.ItemPadnames:     {kind: RefPadnames, structure: true},
	pmat.ItemPad:          {kind: RefPad, structure: true},
	pmat.ItemPadnameField: {rule: noReference}, // the class of a field
}

// countedItems are the items that count for loading.
func countedItems(ithreads bool) pmat.CodeItemKinds {
	var kinds pmat.CodeItemKinds
	for kind, s := range codeItems {
		if s.kind != RefOther && !(ithreads && s.rule == countedByPad) {
			kinds |= 1 << kind
		}
	}
	return kinds
}

// padEntries are what the first entry of an ARRAY that is a pad is called, and
// what the others are. A PAD's others with a name are lexicals.
var padEntries = map[Kind]struct{ first, rest RefKind }{
	KindPadlist:  {RefPadnames, RefPad},
	KindPadnames: {RefOther, RefPadname}, // the first names nothing
	KindPad:      {RefArgs, RefTemporary},
}

// What is part of an SV's structure: the references that lead to it, and the
// kinds of SVs that have such references.
var structureRefs, structureKinds = structures()

func structures() (refs [refKinds]bool, kinds [1 << 8]bool) {
	for t, r := range slotsOf {
		for _, s := range append(r.slots[:len(r.slots):len(r.slots)], r.entry) {
			if s.structure {
				k, _ := kindOf(&pmat.Record{Type: pmat.Type(t)})
				refs[s.kind], kinds[k] = true, true
			}
		}
	}
	for _, s := range codeItems {
		refs[s.kind] = refs[s.kind] || s.structure
	}
	for k, entries := range padEntries {
		refs[entries.first], refs[entries.rest], kinds[k] = true, true, true
	}
	refs[RefLexical], refs[RefOther] = true, false
	return refs, kinds
}

// IsStructure reports whether the target of such a reference is part of the
// structure of the SV that holds it: the entries of an ARRAY or HASH, the pads
// and constants of a CODE.
func (k RefKind) IsStructure() bool { return structureRefs[k] }

// HasStructure reports whether an SV of the kind can have such references.
func (k Kind) HasStructure() bool { return structureKinds[k] }
