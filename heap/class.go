package heap

// Field is a field of a class.
type Field struct {
	Index uint64 // in its objects
	Name  string // with sigil
}

// OwnFields returns the fields that a CLASS declares.
func (s Stash) OwnFields() ([]Field, error) {
	if s.h.Kind(s.sv) != KindClass {
		return nil, nil
	}
	d, err := s.h.record(s.sv)
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

// Fields returns the fields that objects of a CLASS have: those of the classes
// it inherits from, which have the lower indexes, and its own.
func (s Stash) Fields() ([]Field, error) {
	var all []Field
	for range maxParents {
		fields, err := s.OwnFields()
		if err != nil {
			return all, err
		}
		all = append(all, fields...)
		parent, ok := s.h.parentClass(s.sv)
		if !ok {
			break
		}
		s.sv = parent
	}
	return all, nil
}

// parentClass returns the class that a CLASS inherits from: its @ISA has one
// name at most.
func (h *Heap) parentClass(class SV) (SV, bool) {
	name, ok := h.Stash(class).Name()
	if !ok {
		return NoSV, false
	}
	isa, err := h.Symbols().Find("@" + name + "::ISA")
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
	stash, err := h.Symbols().Find("%" + nameOf(parent) + "::")
	return stash, err == nil && h.Kind(stash) == KindClass
}
