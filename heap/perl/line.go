package perl

import "sort"

// Lines returns the number of lines; a text without a newline has one.
func (f *File) Lines() int { return len(f.newlines) + 1 }

// LineOf returns the physical line of a byte offset. Offsets outside the text
// belong to its first or last line.
func (f *File) LineOf(offset int) Line {
	return Line(sort.SearchInts(f.newlines, offset) + 1)
}

// LineStart returns the offset of the first byte of a physical line, 0 for
// lines before the first and the text's size for lines after the last.
func (f *File) LineStart(line Line) int {
	switch {
	case line <= 1:
		return 0
	case int(line) > len(f.newlines)+1:
		return f.Size
	}
	return f.newlines[line-2] + 1
}

// lineEnd returns the offset of the newline that ends a line, or Size.
func (f *File) lineEnd(line Line) int {
	switch {
	case line < 1:
		return 0
	case int(line) > len(f.newlines):
		return f.Size
	}
	return f.newlines[line-1]
}
