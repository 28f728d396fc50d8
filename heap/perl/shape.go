package perl

// Shape is what a reference refers to, as far as the text tells.
type Shape uint8

// The shapes of [Bless].
const (
	ShapeUnknown Shape = iota
	ShapeHash
	ShapeArray
	ShapeScalar // also a reference to a reference
	ShapeCode
	ShapeGlob
	ShapeRegexp
)

// shapeAt reads the shape of the term at i.
func (s *scanner) shapeAt(i int) Shape {
	i = s.peek(i)
	for s.at(i) == '+' || s.at(i) == '(' {
		i = s.peek(i + 1)
	}
	switch c := s.at(i); {
	case c == '{':
		return ShapeHash
	case c == '[':
		return ShapeArray
	case c == '\\':
		return s.referredAt(i + 1)
	case c == '$':
		r, ok := s.reference(i, false, false)
		if !ok || r.block || r.chain || r.from == r.to {
			return ShapeUnknown
		}
		switch next := s.at(s.peek(r.end)); next {
		case ',', ')', ';', '}', '=', 0:
			return s.shapes[shapeKey{s.cur, string(s.text[r.from:r.to])}]
		}
		return ShapeUnknown
	case isWordStart(c):
		end := s.plainWord(i)
		switch string(s.text[i:end]) {
		case "sub":
			return ShapeCode
		case "qr":
			return ShapeRegexp
		case "my", "our", "local", "state":
			// bless(my $x = {}, ...)
			if j := s.peek(end); s.at(j) == '$' {
				if r, ok := s.reference(j, false, false); ok && r.from < r.to {
					if eq := s.peek(r.end); s.at(eq) == '=' && s.at(eq+1) != '=' && s.at(eq+1) != '~' && s.at(s.peek(eq+1)) != '$' {
						return s.shapeAt1(eq + 1)
					}
				}
			}
		}
	}
	return ShapeUnknown
}

// shapeAt1 is shapeAt for what is no variable and no declaration.
func (s *scanner) shapeAt1(i int) Shape {
	switch i = s.peek(i); s.at(i) {
	case '{':
		return ShapeHash
	case '[':
		return ShapeArray
	case '\\':
		return s.referredAt(i + 1)
	}
	return ShapeUnknown
}

// referredAt reads the shape of what a backslash before i refers to.
func (s *scanner) referredAt(i int) Shape {
	i = s.peek(i)
	for s.at(i) == '(' {
		i = s.peek(i + 1)
	}
	if isWordStart(s.at(i)) {
		end := s.plainWord(i)
		switch string(s.text[i:end]) {
		case "my", "our", "local", "state":
			i = s.peek(end)
		case "q", "qq":
			return ShapeScalar
		default:
			return ShapeUnknown
		}
	}
	switch c := s.at(i); {
	case c == '@':
		return ShapeArray
	case c == '%':
		return ShapeHash
	case c == '&':
		return ShapeCode
	case c == '*':
		return ShapeGlob
	case c == '$', c == '"', c == '\'', isDigit(c), c == '\\':
		return ShapeScalar
	}
	return ShapeUnknown
}

type shapeKey struct {
	sub  int
	name string
}

// maybeAssigned notes the shape of what is assigned to the scalar text[from:to]
// if an equals sign stands at i. A variable that is given several is of none.
func (s *scanner) maybeAssigned(from, to, i int, declared bool) {
	i = s.peek(i)
	if s.at(i) != '=' || s.at(i+1) == '=' || s.at(i+1) == '~' || s.at(i+1) == '>' {
		if declared {
			delete(s.shapes, shapeKey{s.cur, string(s.text[from:to])})
		}
		return
	}
	key, shape := shapeKey{s.cur, string(s.text[from:to])}, s.shapeAt(i+1)
	if old, known := s.shapes[key]; known && !declared && old != shape {
		shape = ShapeUnknown
	}
	s.shapes[key] = shape
}
