package perl

import "iter"

// IsLexical reports whether a variable that sub i names is declared in it or
// around it by anything but our, so that it has a place in the sub's pad.
func (f *File) IsLexical(i int, name string) bool {
	before := f.Subs[i].End
	for ; i >= 0; i = f.Subs[i].Parent {
		if declared(f.Subs[i].Declares, name, before) {
			return true
		}
		before = f.Subs[i].Start
	}
	return declared(f.Declares, name, before)
}

func declared(vs []Variable, name string, before int) bool {
	for i := range vs {
		if vs[i].Offset >= before {
			return false
		}
		if vs[i].Name == name && vs[i].Declarator != "our" {
			return true
		}
	}
	return false
}

// PadNames returns the names that the pad of a sub may have: what it declares
// and uses, and what subs inside it capture through it.
func (f *File) PadNames(i int) map[string]bool {
	pad := map[string]bool{}
	end := i + 1
	for end < len(f.Subs) && f.Subs[end].Start < f.Subs[i].End {
		end++
	}
	for k := i; k < end; k++ {
		if f.Subs[k].Kind == Method || f.Subs[k].Kind == Adjust {
			pad["$self"] = true
		}
		for _, v := range f.Subs[k].Declares {
			// The block of a Block may be no sub, so that its variables are ours.
			if k == i || f.ownBlock(k, i) {
				pad[v.Name] = true
			}
		}
		for _, n := range f.Subs[k].Uses {
			pad[n] = true
		}
	}
	return pad
}

// WithBlocks yields a sub and the Blocks in it. A Block may not be a sub, and
// then whatever is declared and written in it belongs to the sub.
func (f *File) WithBlocks(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for k := i; k < len(f.Subs) && f.Subs[k].Start < f.Subs[i].End; k++ {
			if f.ownBlock(k, i) && !yield(k) {
				return
			}
		}
	}
}

// ownBlock reports whether only Blocks are between sub k and sub i around it.
func (f *File) ownBlock(k, i int) bool {
	for ; k != i; k = f.Subs[k].Parent {
		if f.Subs[k].Kind != Block {
			return false
		}
	}
	return true
}
