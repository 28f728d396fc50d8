package perl

// EnclosingSub returns the sub that the code directly in sub i belongs to: i
// itself or, if that is a Block, which may not be a sub, the nearest enclosing
// sub that is not a Block. It returns -1 for -1 and if there is none.
func (f *File) EnclosingSub(i int) int {
	if i < 0 {
		return -1
	}
	for {
		if f.Subs[i].Kind != Block {
			return i
		}
		if i = f.Subs[i].Parent; i < 0 {
			return -1
		}
	}
}

// PackageAt returns the package in force at an offset, "main" if none has been
// named.
func (f *File) PackageAt(offset int) string {
	name := "main"
	for i := range f.Packages {
		// Sorted by start, and they nest: the last that has it is the innermost.
		if p := &f.Packages[i]; p.Start <= offset && offset < p.End {
			name = p.Name
		}
	}
	return name
}
