package heap

// Field is a field of a class.
type Field struct {
	Index uint64 // in its objects
	Name  string // with sigil
}

// ClassFields gives the fields that a CLASS declares.
func (h *Heap) ClassFields(class SV) ([]Field, error) {
	if h.Kind(class) != KindClass {
		return nil, nil
	}
	d, err := h.record(class)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	for {
		if _, ok := d.NextPair(); !ok {
			break
		}
	}
	var fields []Field
	for {
		index, name, ok := d.NextClassField()
		if !ok {
			return fields, d.Err()
		}
		b, err := d.Text(name, maxName)
		if err != nil {
			return nil, err
		}
		fields = append(fields, Field{index, nameOf(b)})
	}
}

// maxParents bounds how many classes one inherits from; more are damage.
const maxParents = 256

// AllFields gives the fields that objects of a CLASS have: its own and those
// of the classes it inherits from, which have the lower indexes.
func (h *Heap) AllFields(class SV) ([]Field, error) {
	var all []Field
	for range maxParents {
		fields, err := h.ClassFields(class)
		if err != nil {
			return all, err
		}
		all = append(all, fields...)
		parent, ok := h.parentClass(class)
		if !ok {
			break
		}
		class = parent
	}
	return all, nil
}

// parentClass gives the class that a CLASS inherits from: its @ISA has one
// name at most.
func (h *Heap) parentClass(class SV) (SV, bool) {
	name, ok := h.StashName(class)
	if !ok {
		return NoSV, false
	}
	isa, err := h.FindSymbol("@" + name + "::ISA")
	if err != nil {
		return NoSV, false
	}
	elems, err := h.Elems(isa)
	if err != nil || len(elems) == 0 || elems[0] == NoSV {
		return NoSV, false
	}
	parent, err := h.Text(elems[0], maxName)
	if err != nil {
		return NoSV, false
	}
	stash, err := h.FindSymbol("%" + nameOf(parent) + "::")
	return stash, err == nil && h.Kind(stash) == KindClass
}
