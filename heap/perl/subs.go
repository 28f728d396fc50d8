package perl

import "bytes"

// newSub begins a sub at the keyword text[i:].
func (s *scanner) newSub(kind Kind, i int) int {
	k := len(s.subs)
	wrapped := kind == Method || kind == Adjust || wordBefore(s.text, i) == "async"
	s.subs = append(s.subs, Sub{Kind: kind, Package: s.packageName(), Start: i, Body: -1, End: -1, wrapped: wrapped, id: k})
	return k
}

// wordBefore returns the word before an offset on its line; empty if there is
// none.
func wordBefore(text []byte, i int) string {
	end := i
	for end > 0 && isSpace(text[end-1]) {
		end--
	}
	from := end
	for from > 0 && isWord(text[from-1]) {
		from--
	}
	if end == i {
		return "" // it is one word
	}
	return string(text[from:end])
}

// subKeyword reads the head of `sub`.
func (s *scanner) subKeyword(i, end int) {
	if s.recovering && isWordStart(s.at(s.peek(end))) {
		s.recoverStart(i)
	}
	k := s.newSub(Anonymous, i)
	s.term(end)
	s.skipSpace()
	if s.subName(k) {
		s.subs[k].Kind = Named
		if wordClasses[s.subs[k].Name] == wordPhaser {
			s.subs[k].Kind = Phaser
		}
	} else {
		s.subs[k].Label = s.passedAs(i)
		s.subs[k].Within = s.within()
		s.subs[k].Call = s.statementWord()
	}
	s.head(k)
}

// lexicalSub reads `my sub name`; text[i:end] is the word sub or method.
func (s *scanner) lexicalSub(i, end int) {
	k := s.newSub(Lexical, i)
	s.term(end)
	s.skipSpace()
	s.subName(k)
	s.head(k)
}

func (s *scanner) subName(k int) bool {
	i := s.pos
	if s.at(i) == ':' && s.at(i+1) != ':' {
		return false
	}
	end := s.name(i)
	if end == i || isDigit(s.text[i]) {
		return false
	}
	if string(s.text[i:end]) == "sub" && isWordStart(s.at(s.peek(end))) {
		return false // `sub` is being typed above the next sub
	}
	s.subs[k].Name = string(s.text[i:end])
	s.mention(MentionWord, 0, i, end)
	s.pos = end
	return true
}

// phaser reads BEGIN and its kind, which need no sub; false when no body
// follows.
func (s *scanner) phaser(i, end int, kind Kind) bool {
	at := s.peek(end)
	if c := s.at(at); c != '{' && (kind != Adjust || c != ':' && c != '(') {
		if kind == Phaser {
			s.then(end, wantEither, curlyHash)
		}
		return false
	}
	k := s.newSub(kind, i)
	s.subs[k].Name = string(s.text[i:end])
	s.then(end, wantTerm, curlyBlock)
	s.head(k)
	return true
}

// maxAhead bounds the look for the brace that makes a sub of `method name`.
const maxAhead = 4000

// maybeMethod reads `method name (...) {`, and `method {` if statement is
// false or classes are in use.
func (s *scanner) maybeMethod(i, end int, statement bool) bool {
	if !s.bodyAhead(end, s.features.class || s.features.functions) {
		return false
	}
	kind := Method
	k := s.newSub(kind, i)
	s.term(end)
	s.skipSpace()
	if s.at(s.pos) == '$' { // method $name of Object::Pad
		s.pos++
		s.subName(k)
		s.subs[k].Name = "$" + s.subs[k].Name
	} else if !s.subName(k) && string(s.text[i:end]) != "method" {
		s.subs[k].Kind = Anonymous
	}
	if w := s.text[i]; w == 'f' && s.subs[k].Kind == Method {
		s.subs[k].Kind = Named
	}
	s.head(k)
	return true
}

// bodyAhead reports whether a name, attributes, one pair of parentheses and an
// opening brace follow.
func (s *scanner) bodyAhead(i int, anonymous bool) bool {
	stop := min(i+maxAhead, s.limit)
	i = s.peek(i)
	named := false
	if s.at(i) == '$' {
		i++
	}
	if end := s.name(i); end > i && !isDigit(s.text[i]) {
		i, named = s.peek(end), true
	}
	if !named && !anonymous {
		return false
	}
	for depth := 0; i < stop; i++ {
		switch c := s.text[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
			if depth < 0 {
				return false
			}
		case depth > 0:
		case c == '{':
			return true
		case c == '#' && (isSpace(s.text[i-1]) || s.text[i-1] == '\n'):
			for i < stop-1 && s.text[i+1] != '\n' {
				i++
			}
		case !isWord(c) && !isSpace(c) && c != ':' && c != '\n':
			return false
		}
	}
	return false
}

// head reads what stands between the name of a sub and its body: prototype or
// signature, and attributes, in any order. It is called again after a
// signature, which the main loop reads because it may hold any code.
func (s *scanner) head(k int) {
	for {
		s.skipSpace()
		switch c := s.at(s.pos); {
		case c == ':' && s.at(s.pos+1) != ':':
			s.attributes(k)
		case c == '(' && s.subs[k].First == 0:
			if s.prototype(k) {
				continue
			}
			s.openSignature(k)
			return
		case c == '{':
			s.openBody(k)
			return
		default:
			// A declaration without body, or no sub at all.
			s.subs[k].Body = -1
			s.then(s.pos, wantOperator, curlyBlock)
			return
		}
	}
}

// attributes reads ":name(text) :name name".
func (s *scanner) attributes(k int) {
	for {
		s.skipSpace()
		if s.at(s.pos) == ':' {
			s.pos++
			continue
		}
		i := s.pos
		if !isWordStart(s.at(i)) {
			return
		}
		end := s.plainWord(i)
		if s.at(end) == '(' {
			if c := s.findClose(end, false); c >= 0 {
				end = c + 1
			}
		}
		a := string(s.text[i:end])
		s.subs[k].Attributes = append(s.subs[k].Attributes, a)
		if n := len("prototype("); len(a) > n && a[:n] == "prototype(" {
			s.subs[k].Prototype = a[n : len(a)-1]
		}
		s.pos = end
	}
}

// prototype reads parentheses that hold a prototype. Parentheses without any
// name are a signature where signatures are enabled.
func (s *scanner) prototype(k int) bool {
	i := s.pos + 1
	for i < s.limit && bytes.IndexByte([]byte("$@%&*;\\[]+_ \t\r\n"), s.text[i]) >= 0 {
		i++
	}
	if s.at(i) != ')' {
		return false
	}
	sub := &s.subs[k]
	if s.features.signatures || sub.Kind == Method || sub.Kind == Adjust {
		sub.Signature = true
		sub.First = s.pos
	} else {
		sub.Prototype = string(bytes.Join(bytes.Fields(s.text[s.pos+1:i]), nil))
	}
	s.pos = i + 1
	return true
}

func (s *scanner) openSignature(k int) {
	s.subs[k].Signature = true
	s.subs[k].First = s.pos
	i := s.pos
	s.push(frame{kind: frameParen, open: i, body: k, flags: flagSignature})
	s.cur = k
	s.term(i + 1)
	s.param = true
}

// parameter reports whether the variable at pos is declared by a signature: it
// follows the parenthesis or a comma, perhaps with a type between.
func (s *scanner) parameter() bool {
	if !s.param || !s.inSignature() {
		return false
	}
	s.param = false
	return true
}

// inSignature reports whether the innermost bracket is that of a signature.
func (s *scanner) inSignature() bool {
	n := len(s.frames)
	return n > 0 && s.frames[n-1].flags&flagSignature != 0
}

func (s *scanner) openBody(k int) {
	i := s.pos
	sub := &s.subs[k]
	sub.Body = i
	f := frame{kind: frameBrace, open: i, body: k, first: firstAwaited, firstOf: k, want: wantOperator, curly: curlyBlock}
	switch {
	case sub.Kind == Anonymous, sub.Kind == Method && sub.Name == "":
	default:
		f.want, f.curly = wantStatement, curlyStatement
	}
	if sub.Signature {
		sub.FirstEnd = i + 1 // perl records the line of the brace
		f.first = firstNone
	}
	s.push(f)
	s.cur = k
	s.then(i+1, wantStatement, curlyStatement)
}

// openCallBlock opens the block given to a function; f says what follows it.
func (s *scanner) openCallBlock(f frame) {
	i := s.pos
	if s.prev != tokWord {
		s.push(f)
		s.then(i+1, wantStatement, curlyStatement)
		return
	}
	k := s.newSub(Block, s.wordAt)
	s.subs[k].Name = string(s.word)
	s.subs[k].Body = i
	f.body, f.first, f.firstOf = k, firstAwaited, k
	s.push(f)
	s.cur = k
	s.then(i+1, wantStatement, curlyStatement)
}

// startStatement is called at the first token of a statement. It finds the
// first one of a body that leaves something to run.
func (s *scanner) startStatement() {
	n := len(s.frames)
	if s.watch != nil {
		s.watch.statement(s.pos, n)
	}
	if n == 0 {
		s.start = s.pos
		return
	}
	f := &s.frames[n-1]
	f.start = s.pos
	s.folds = false
	if f.first == firstNext && s.text[s.pos] != ';' && s.text[s.pos] != '}' {
		f.first = firstNextOpen
		if w := string(s.text[s.pos:s.plainWord(s.pos)]); w == "else" || w == "elsif" || w == "continue" {
			f.first = firstBlock
		}
	}
	if f.first != firstAwaited {
		return
	}
	c := s.text[s.pos]
	if c == ';' || c == '}' || c == '=' && s.isPod() {
		return
	}
	f.first = firstOpen
	if isWordStart(c) {
		end := s.plainWord(s.pos)
		switch wordClasses[string(s.text[s.pos:end])] {
		case wordUse, wordPackage, wordPhaser:
			f.first = firstSkipped
		case wordSub:
			if isWordStart(s.at(s.peek(end))) {
				f.first = firstSkipped
			}
		}
	}
	if sub := &s.subs[f.firstOf]; f.first == firstOpen && sub.First == 0 {
		sub.First = s.pos
	}
}

// firstBlock is called at the opening brace of a block that statements follow.
// perl records the line of the condition for `if (...) {`, and for a bare
// block that of the first statement in it. The result is for the frame of the
// block.
func (s *scanner) firstBlock(i int, bare bool) (state firstState, of int) {
	n := len(s.frames)
	if n == 0 || s.frames[n-1].first != firstOpen && s.frames[n-1].first != firstNextOpen {
		return firstNone, -1
	}
	f := &s.frames[n-1]
	sub := &s.subs[f.firstOf]
	if f.first == firstNextOpen {
		sub.foldEnd = i
	} else if !bare {
		sub.FirstEnd = i
	} else {
		f.first = firstNone
		return firstAwaited, f.firstOf
	}
	f.first = firstNone
	if s.folds {
		f.first = firstBlock
	}
	return firstNone, -1
}

// endStatement is called at the offset past a statement.
func (s *scanner) endStatement(end int) {
	n := len(s.frames)
	if s.watch != nil {
		s.watch.ended(end, n)
	}
	if n == 0 {
		return
	}
	f := &s.frames[n-1]
	switch f.first {
	case firstSkipped:
		f.first = firstAwaited
	case firstBlock:
		f.first = firstNext
	case firstOpen, firstNextOpen:
		if f.first == firstOpen {
			s.subs[f.firstOf].FirstEnd = end
		} else {
			s.subs[f.firstOf].foldEnd = end
		}
		f.first = firstNone
		if s.folds {
			f.first = firstNext
		}
	}
}

// endFirst closes a block in which the first statement was looked for; end is
// one past its closing brace.
func (s *scanner) endFirst(f *frame, end int) {
	sub := &s.subs[f.firstOf]
	last := max(end-1, f.open)
	switch f.first {
	case firstAwaited, firstSkipped:
		if sub.First == 0 {
			sub.First = f.open
		}
		sub.FirstEnd = last
	case firstOpen:
		sub.FirstEnd = last
	case firstBlock, firstNext, firstNextOpen:
		sub.foldEnd = last
	}
}

// maybeConstant reports whether a bare word may be a constant by its looks, so
// that perl may drop the statement which tests it.
func maybeConstant(w []byte) bool {
	if i := bytes.LastIndexByte(w, ':'); i >= 0 {
		w = w[i+1:]
	}
	for _, c := range w {
		if c != '_' && !isDigit(c) && !(c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return len(w) > 1
}
