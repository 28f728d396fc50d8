package perl

import (
	"bytes"
	"sort"
	"strconv"
)

// Location is a place as perl names it, after `# line` directives.
type Location struct {
	File string // "" is the file itself, whatever it is called
	Line Line
}

// Directive is a `# line N "file"` comment (perlsyn, "Plain Old Comments
// (Not!)").
type Directive struct {
	Line Line   // physical line of the comment
	Next Line   // number that the following line gets
	File string // name that the following lines get; "" leaves the name unchanged
}

// Recorded returns the location that perl gives to a physical line. Its File
// is "" unless a directive names one.
func (f *File) Recorded(line Line) Location {
	i := sort.Search(len(f.Directives), func(i int) bool { return f.Directives[i].Line >= line }) - 1
	if i < 0 {
		return Location{Line: line}
	}
	d := f.Directives[i]
	loc := Location{Line: d.Next + line - d.Line - 1}
	for ; i >= 0; i-- {
		if f.Directives[i].File != "" {
			loc.File = f.Directives[i].File
			break
		}
	}
	return loc
}

// Physical returns, in order, the physical lines that perl may have recorded as
// loc: none if no line can have this number, several if directives assign it
// twice. A loc.File of "" stands for the lines that no directive names a file
// for.
func (f *File) Physical(loc Location) []Line {
	var lines []Line
	file := ""
	from, next := Line(1), Line(1) // the run begins at physical line from, numbered next
	for i := 0; i <= len(f.Directives); i++ {
		to := Line(f.Lines()) // last physical line of the run
		if i < len(f.Directives) {
			to = f.Directives[i].Line
		}
		if p := from + loc.Line - next; file == loc.File && p >= from && p <= to {
			lines = append(lines, p)
		}
		if i < len(f.Directives) {
			d := f.Directives[i]
			from, next = d.Line+1, d.Next
			if d.File != "" {
				file = d.File
			}
		}
	}
	return lines
}

// Names returns the distinct file names of the directives, in order.
func (f *File) Names() []string {
	var names []string
	seen := map[string]bool{}
	for _, d := range f.Directives {
		if d.File != "" && !seen[d.File] {
			seen[d.File] = true
			names = append(names, d.File)
		}
	}
	return names
}

// directive reads the comment that begins at text[0] == '#' in the first
// column: /^\#\s*line\s+(\d+)\s*(?:\s("?)([^"]+)\g2)?\s*$/ in perlsyn. Like
// perl it wants blanks that are no newlines.
func directive(text []byte) (n Line, file string, ok bool) {
	i := 1
	blanks := func() bool {
		from := i
		for i < len(text) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\f') {
			i++
		}
		return i > from
	}
	blanks()
	if i+4 > len(text) || string(text[i:i+4]) != "line" {
		return 0, "", false
	}
	i += 4
	if !blanks() {
		return 0, "", false
	}
	from := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	v, err := strconv.ParseInt(string(text[from:i]), 10, 32)
	if err != nil {
		return 0, "", false
	}
	gap := blanks()
	if i == len(text) {
		return Line(v), "", true
	}
	if !gap {
		return 0, "", false
	}
	end := i
	close := -1
	if text[i] == '"' {
		close = bytes.IndexByte(text[i+1:], '"')
	}
	if close >= 0 {
		file = string(text[i+1 : i+1+close])
		i += close + 2
	} else { // a quote without end belongs to the name, as in toke.c
		for end < len(text) && text[end] > ' ' {
			end++
		}
		file = string(text[i:end])
		i = end
	}
	blanks()
	if i != len(text) {
		return 0, "", false
	}
	return Line(v), file, true
}

// directive records the directive that the comment at i may be.
func (s *scanner) directive(i int) {
	end := i + 1
	for end < s.limit && s.text[end] != '\n' {
		end++
	}
	n, name, ok := directive(s.text[i:end])
	if !ok {
		return
	}
	line := s.file.LineOf(i)
	if ds := s.file.Directives; len(ds) > 0 && ds[len(ds)-1].Line >= line {
		return
	}
	s.file.Directives = append(s.file.Directives, Directive{Line: line, Next: n, File: name})
}
