package perl

// pendingBless is a bless whose arguments are being read.
type pendingBless struct {
	index int // in File.Blesses
	args  int // offset of the first argument, or of the parenthesis around them
	depth int // number of brackets that its comma stands in
}

func (s *scanner) bless(i, end int) {
	s.term(end)
	args := s.peek(end)
	if c := s.at(args); c == ';' || c == '=' || c == '}' || c == ')' {
		return // a name
	}
	s.pending = append(s.pending, pendingBless{index: len(s.file.Blesses), args: args, depth: len(s.frames)})
	s.file.Blesses = append(s.file.Blesses, Bless{Offset: i, Class: s.packageName(), Package: s.packageName(), Shape: s.shapeAt(args), Sub: s.cur})
}

// blessParen is called after an opening parenthesis: that of bless( moves its
// comma inside.
func (s *scanner) blessParen() {
	n := len(s.pending)
	if top := len(s.frames); n > 0 && s.frames[top-1].open == s.pending[n-1].args {
		s.pending[n-1].depth = top
	}
}

// blessComma is called past a comma, which may be that before the class.
func (s *scanner) blessComma() {
	n := len(s.pending)
	if n == 0 || s.pending[n-1].depth != len(s.frames) {
		return
	}
	b := &s.file.Blesses[s.pending[n-1].index]
	s.pending = s.pending[:n-1]
	b.Class = s.literalClass(s.pos, b.Package)
}

// literalClass returns the class that stands at i if it is a string, a bare
// word or __PACKAGE__ and all of the argument.
func (s *scanner) literalClass(i int, pkg string) string {
	i = s.peek(i)
	c := s.at(i)
	class := ""
	switch {
	case c == '\'' || c == '"':
		end := i + 1
		for isWord(s.at(end)) || s.at(end) == ':' {
			end++
		}
		if s.at(end) != c {
			return ""
		}
		class = string(s.text[i+1 : end])
		i = end + 1
	case isWordStart(c):
		end := s.name(i)
		class = string(s.text[i:end])
		i = end
		if class == "__PACKAGE__" {
			class = pkg
		} else if wordClasses[class] != wordOther {
			return ""
		}
	default:
		return ""
	}
	switch i = s.peek(i); s.at(i) {
	case ';', ')', '}', ',', ']', 0:
		return class
	}
	for _, w := range []string{"if", "unless", "for", "foreach", "or"} {
		if string(s.text[i:s.plainWord(i)]) == w {
			return class
		}
	}
	return ""
}

// dropBless forgets those whose comma would stand in at least depth brackets:
// their arguments have ended without a class.
func (s *scanner) dropBless(depth int) {
	n := len(s.pending)
	for n > 0 && s.pending[n-1].depth >= depth {
		n--
	}
	s.pending = s.pending[:n]
}
