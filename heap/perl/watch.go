package perl

// Statement is a statement of a text, from its first token to the end of its
// last (its semicolon or closing brace), or to the brace that closes the block
// around it. Offsets are bytes.
type Statement struct {
	Start, End int
}

// Use is a place where a variable is used; declarations do not count.
type Use struct {
	Start, End int  // offsets of the name with its sigil
	Quoted     bool // in a string or pattern
	Braced     bool // as ${name}
	Chain      bool // dereferenced by a second sigil, as in @$name
}

// StatementAt finds the innermost statement that contains the token at an
// offset. ok is false if there is none, or if the text is [File.Broken].
func StatementAt(text []byte, offset int) (s Statement, ok bool) {
	w := &watch{offset: offset}
	if !w.run(text) || !w.found {
		return Statement{}, false
	}
	if w.end == 0 { // the last one, without a semicolon
		w.end = len(text)
	}
	return Statement{w.start, w.end}, true
}

// UsesOf finds the uses of a variable, by position. The name has the sigil of
// the declaration: $x, @x or %x. ok is false if the text is [File.Broken].
func UsesOf(text []byte, name string) (uses []Use, ok bool) {
	w := &watch{offset: -1, name: name}
	ok = w.run(text)
	return w.uses, ok
}

// watch notes what a scanner passes.
type watch struct {
	offset  int
	open    []openStatement // by depth, ascending
	found   bool
	start   int
	depth   int // brackets open around the statement that was found
	end     int // 0 until it has ended
	name    string
	uses    []Use
	scratch []byte

	pieces   *pieceReader // nil, or told of all tokens
	mentions *mentioner   // nil, or told of all names

	all    bool // note tokens
	tokens []Token
	noted  bool // the last token is the one that is being read
	ranges int  // that were open at its beginning
}

type openStatement struct{ start, depth int }

func (w *watch) run(text []byte) bool {
	s := newScanner(text, newlines(text), false)
	s.watch = w
	s.run()
	return !s.failed
}

// statement is called at the first token of a statement; depth is how many
// brackets are open around it.
func (w *watch) statement(pos, depth int) {
	if w.found || w.offset < 0 {
		return
	}
	for n := len(w.open); n > 0 && w.open[n-1].depth >= depth; n-- {
		w.open = w.open[:n-1]
	}
	w.open = append(w.open, openStatement{pos, depth})
}

// token is called at each token.
func (w *watch) token(s *scanner) {
	pos := s.pos
	if w.pieces != nil {
		w.pieces.begin(s)
		return
	}
	w.begin(s)
	if w.found || w.offset < 0 || pos < w.offset || len(w.open) == 0 {
		return
	}
	w.found = true
	last := w.open[len(w.open)-1]
	w.start, w.depth = last.start, last.depth
}

// closed is called when a bracket has been closed that ends at end; depth is
// how many are still open.
func (w *watch) closed(end, depth int) {
	if w.pieces != nil {
		w.pieces.closed(depth)
		return
	}
	if w.offset < 0 {
		return
	}
	if !w.found {
		for n := len(w.open); n > 0 && w.open[n-1].depth > depth; n-- {
			w.open = w.open[:n-1]
		}
		return
	}
	if w.end == 0 && depth < w.depth {
		w.end = max(w.start, end-1)
	}
}

// ended is called when a statement has ended; depth is how many brackets are
// open around it.
func (w *watch) ended(end, depth int) {
	if w.mentions != nil {
		w.mentions.ended(depth)
	}
	if w.found && w.end == 0 && depth == w.depth {
		w.end = end
	}
}

// use is called at each use of a variable.
func (w *watch) use(s *scanner, r reference, next byte) {
	if w.name == "" || r.from == r.to {
		return
	}
	w.scratch = append(append(w.scratch[:0], r.padSigil(next)), s.text[r.from:r.to]...)
	if string(w.scratch) != w.name {
		return
	}
	u := Use{Start: r.from - 1, End: r.to, Quoted: s.ranges > 0, Chain: r.chain}
	if s.text[u.Start] == '{' || isSpace(s.text[u.Start]) {
		u.Braced = true
	}
	w.uses = append(w.uses, u)
}
