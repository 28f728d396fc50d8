package perl

// EnclosingSub returns the sub that what stands directly in sub i belongs to:
// i itself, or if that is a Block, which may be no sub, the next around it that
// is none; -1 for -1 and where there is none.
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

// PackageAt returns the package in force at an offset, "main" where none was
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
