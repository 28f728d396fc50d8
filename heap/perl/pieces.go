package perl

// piece is a token as the recorder sees it.
type piece struct {
	start, end int32
	// close is, of one that opens a bracket, the index of the piece at which it
	// ends, which is its closing bracket if that has it as its match.
	close, match int32
	here, hereTo int32 // of <<EOT: the text
	ranges       int16 // quotes around it
	first        bool  // a statement may begin with it
	opens        bool
	block        bool // what it opens holds statements
	subscript    bool // a bracket that belongs to the term before it
	heads        bool // it opens the body or signature of a sub
}

// pieceReader notes the pieces that a scanner passes.
type pieceReader struct {
	pieces  []piece
	openers []int32 // by open bracket of the scanner: the piece that opened it, -1
	reading bool
}

// piecesOf reads the tokens of a text.
func piecesOf(text []byte, broken bool) []piece {
	p := &pieceReader{}
	s := newScanner(text, newlines(text), broken)
	s.watch = &watch{offset: -1, pieces: p}
	s.run()
	for i := range p.pieces {
		if q := &p.pieces[i]; q.opens && q.close == 0 {
			q.close = int32(len(p.pieces))
		}
	}
	return p.pieces
}

func (p *pieceReader) begin(s *scanner) {
	p.reading = s.text[s.pos] != '=' || !s.isPod()
	if !p.reading {
		return
	}
	p.pieces = append(p.pieces, piece{
		start: int32(s.pos), end: -1, match: -1, ranges: int16(s.ranges), first: s.want == wantStatement,
		subscript: s.want == wantOperator && s.curly == curlySubscript || s.prev == tokArrow,
	})
}

// closed is called when a bracket was closed so that depth are left.
func (p *pieceReader) closed(depth int) {
	for len(p.openers) > depth {
		n := len(p.openers) - 1
		if i := p.openers[n]; i >= 0 {
			at := int32(len(p.pieces) - 1)
			if !p.reading {
				at++ // behind the last piece
			}
			p.pieces[i].close = max(at, i+1)
			if p.reading && at > i {
				p.pieces[at].match = i
			}
		}
		p.openers = p.openers[:n]
	}
}

func (p *pieceReader) passed(s *scanner) {
	if !p.reading {
		p.fill(len(s.frames))
		return
	}
	p.reading = false
	i := len(p.pieces) - 1
	q := &p.pieces[i]
	q.end = int32(s.pos)
	defer func() { // the scanner may step over the end of the text
		p.pieces[i].end = min(p.pieces[i].end, int32(len(s.text)))
	}()
	first := -1
	for f := len(s.frames) - 1; f >= len(p.openers); f-- {
		if k := s.frames[f].kind; k == frameString || k == frameCode {
			first = f
		}
	}
	if first >= 0 { // a quote whose text is read next
		q.end = int32(s.frames[first].resume)
		for i := first; i < len(s.frames); i++ {
			q.end = max(q.end, int32(s.frames[i].resume))
		}
		p.fill(len(s.frames))
		return
	}
	if n := len(s.frames); n > len(p.openers) {
		p.fill(n - 1)
		f := &s.frames[n-1]
		q.opens = true
		q.block = f.kind == frameBrace && s.want == wantStatement
		q.heads = f.body >= 0 && s.text[q.start] != '{'
		p.openers = append(p.openers, int32(len(p.pieces)-1))
	}
}

// fill notes brackets that no piece opens.
func (p *pieceReader) fill(depth int) {
	for len(p.openers) < depth {
		p.openers = append(p.openers, -1)
	}
}

// here is called when the piece that is being read has its text below.
func (p *pieceReader) here(from, to int) {
	if p.reading {
		q := &p.pieces[len(p.pieces)-1]
		q.here, q.hereTo = int32(from), int32(to)
	}
}
