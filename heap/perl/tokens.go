package perl

// Token is a token of a text's code as the scanner reads it. A quote with all
// its contents is one token; so are the head of a sub up to its brace or
// signature, a declaration (`my ($x, $y)`), `use Module`, and a subscript of a
// single word (`{name}`). Comments, POD, here-documents, formats and whatever
// follows __END__ have no tokens. Offsets are bytes.
type Token struct {
	Start, End int
	Depth      int  // number of open brackets around it; a closing bracket is inside its own pair
	First      bool // a statement may begin with it
}

// Tokens returns the tokens of a text, by position. ok is false if the text is
// File.Broken.
func Tokens(text []byte) (tokens []Token, ok bool) {
	w := &watch{offset: -1, all: true}
	ok = w.run(text)
	return w.tokens, ok
}

// begin notes the token at the scanner's position.
func (w *watch) begin(s *scanner) {
	w.noted = w.all && s.ranges == 0 && (s.text[s.pos] != '=' || !s.isPod())
	if w.noted {
		w.ranges = s.ranges
		w.tokens = append(w.tokens, Token{Start: s.pos, End: -1, Depth: len(s.frames), First: s.want == wantStatement})
	}
}

// passed is called when a token has been read.
func (w *watch) passed(s *scanner) {
	if w.pieces != nil {
		w.pieces.passed(s)
		return
	}
	if !w.noted {
		return
	}
	w.noted = false
	last := &w.tokens[len(w.tokens)-1]
	last.End = s.pos
	if n := s.ranges - w.ranges; n > 0 { // a quote whose text is read next
		last.End = s.frames[len(s.frames)-n].resume
	}
	if last.End <= last.Start {
		w.tokens = w.tokens[:len(w.tokens)-1]
	}
}
