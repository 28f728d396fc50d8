package perl

import "strings"

// recorder reads the pieces of a text as statements and expressions, as far as
// that is needed to say what they store, remove, compare and call. What it does
// not understand it passes over.
type recorder struct {
	text   []byte
	file   *File
	pieces []piece
	rec    *Record
	guards []guard
	leaves []int // offsets of the words that may leave a loop
	began  int   // the piece that the last statement that was read begins with
	left   bool  // whether that one leaves its block in any case

	asked     *node // the condition of the last if or elsif
	askedTrue bool  // whether its block runs if that is true

	pos, end int // the piece to be read next, and the end of the bracket it is in
	depth    int // of expressions in one another
}

// maxExpression bounds how deep expressions in one another are followed.
const maxExpression = 500

// word returns the text of the piece i, "" behind the end of the bracket.
func (r *recorder) word(i int) string {
	if i >= r.end {
		return ""
	}
	return r.wordOf(&r.pieces[i])
}

// wordOf returns the text of a piece.
func (r *recorder) wordOf(p *piece) string {
	return string(r.text[p.start:max(p.start, min(p.end, p.start+maxWord))])
}

// at returns the byte at an offset from the beginning of the piece to be read.
func (r *recorder) at(offset int) byte {
	if r.pos >= r.end {
		return 0
	}
	if i := int(r.pieces[r.pos].start) + offset; i < len(r.text) {
		return r.text[i]
	}
	return 0
}

// offset is where the piece to be read begins, or the bracket ends.
func (r *recorder) offset() int {
	if r.pos < len(r.pieces) {
		return int(r.pieces[r.pos].start)
	}
	return len(r.text)
}

// last is where the piece before ends.
func (r *recorder) last() int {
	if r.pos > 0 {
		return int(r.pieces[r.pos-1].end)
	}
	return 0
}

// advance passes a piece, and the code in it if it is a quote.
func (r *recorder) advance() {
	i := r.pos
	r.pos++
	to := r.pos
	for to < r.end && r.pieces[to].ranges > r.pieces[i].ranges {
		to++
	}
	if to > r.pos {
		r.within(r.pos, to, func() { r.statements(r.pos, to) })
		r.pos = to
	}
}

// within reads some pieces by themselves.
func (r *recorder) within(from, to int, read func()) {
	pos, end := r.pos, r.end
	r.pos, r.end = from, to
	read()
	r.pos, r.end = pos, end
}

// group reads what the bracket that the piece to be read opens has in it, and
// goes on behind it.
func (r *recorder) group(read func()) {
	i := r.pos
	if !r.pieces[i].opens { // {word} where no subscript can stand: a mistake
		r.advance()
		return
	}
	to := min(int(r.pieces[i].close), r.end)
	if r.depth < maxExpression {
		r.depth++
		r.within(i+1, to, read)
		r.depth--
	}
	r.pos = to
	if to < r.end && r.pieces[to].match == int32(i) && !r.pieces[to].opens {
		r.pos++
	}
}

// statements reads the pieces from one to another.
func (r *recorder) statements(from, to int) {
	r.within(from, to, func() {
		for r.pos < r.end {
			begin := r.pos
			r.left = false
			r.record(r.statement())
			r.began = begin
		}
	})
}

// block reads the statements in the bracket that the piece to be read opens. It
// reports whether the last of them leaves it in any case.
func (r *recorder) block() (leaves bool) {
	r.left = false
	r.group(func() { r.statements(r.pos, r.end) })
	leaves, r.left = r.left, false
	return leaves
}

// value reads the statements in a bracket and gives what the last one is.
func (r *recorder) value() (last *node) {
	r.group(func() {
		for r.pos < r.end {
			r.record(last)
			last = r.statement()
		}
	})
	return last
}

// statement reads a statement and gives its expression, which is not recorded
// yet; nil if there is none.
func (r *recorder) statement() *node {
	begin := r.pos
	p := &r.pieces[begin]
	var n *node
	switch w := r.word(begin); w {
	case ";", "}", ")", "]":
		r.advance()
		return nil
	case "if", "unless", "while", "until", "elsif", "when", "given", "for", "foreach":
		if r.word(begin+1) != "=>" {
			r.control()
			return nil
		}
	case "else", "continue", "default", "try", "catch", "finally", "defer":
		if begin+1 < r.end && r.pieces[begin+1].opens && r.pieces[begin+1].block && !r.pieces[begin+1].heads && r.word(begin+1) == "{" && w != "try" && w != "catch" && w != "finally" {
			r.advance()
			from := r.offset()
			r.noted(int(p.start), from, r.block())
			if w == "else" || w == "default" {
				r.guards = append(r.guards, guard{from, max(from, r.last()), -1, true})
			}
			if w == "else" {
				r.absent(from, max(from, r.last()), r.asked, !r.askedTrue)
			}
			return nil
		}
	case "use", "no", "package", "format":
		if r.word(begin+1) != "=>" {
			r.advance()
		}
	default:
		if p.first && p.end > p.start+1 && r.text[p.end-1] == ':' && r.text[p.end-2] != ':' {
			r.advance() // a label
			return nil
		}
	}
	if r.pos < r.end && r.pieces[r.pos].block && r.word(r.pos) == "{" {
		from := r.offset()
		r.block()
		r.noted(int(p.start), from, false)
		return nil
	}
	n = r.full()
	modified := false
	for r.pos < r.end {
		w := r.word(r.pos)
		switch w {
		case "if", "unless", "while", "until", "for", "foreach", "when":
		default:
			w = ""
		}
		if w == "" {
			break
		}
		modified = true
		from, to := int(p.start), r.last()
		r.advance()
		limits := len(r.rec.Limits)
		cond := r.full()
		if w == "for" || w == "foreach" {
			r.iterate(from, "$_", cond)
		}
		if isLoop(w) {
			r.rec.Loops = append(r.rec.Loops, Loop{At{Start: from, End: to}, cond != nil && isEndless(w, cond)})
		}
		handles := len(r.rec.Handles)
		r.record(cond)
		if w == "while" {
			r.readToEnd(handles)
		}
		if w == "for" || w == "foreach" {
			continue
		}
		r.guard(from, to, limits, isTrueOf(w))
		r.absent(from, to, cond, isTrueOf(w))
		if r.leavesBlock(begin) { // what follows depends on the opposite
			r.guard(r.last(), r.blockEnd(), limits, !isTrueOf(w))
			r.absent(r.last(), r.blockEnd(), cond, !isTrueOf(w))
		}
	}
	if r.pos > begin {
		r.noted(int(p.start), r.last(), false)
	}
	if r.pos < r.end && r.word(r.pos) == ";" {
		r.advance()
	} else if r.pos == begin {
		r.advance()
	}
	r.left = !modified && r.leavesBlock(begin)
	return n
}

// leavesBlock reports whether a statement that begins with a piece leaves the block
// that it is in.
func (r *recorder) leavesBlock(begin int) bool {
	switch r.word(begin) {
	case "return", "next", "last", "redo", "die", "croak", "confess", "exit":
		return r.word(begin+1) != "=>"
	}
	return false
}

// blockEnd is the offset where the bracket ends that is read.
func (r *recorder) blockEnd() int {
	if r.end < len(r.pieces) {
		return int(r.pieces[r.end].start)
	}
	return len(r.text)
}

// control reads if, while, for and the like: the condition and the block.
func (r *recorder) control() {
	word := r.word(r.pos)
	loop := word == "for" || word == "foreach"
	start := r.offset()
	r.advance()
	name := "$_"
	if loop && r.pos < r.end && r.word(r.pos) != "(" {
		if v := r.operand(); v != nil {
			if v.kind == nodeDeclare && len(v.kids) > 0 {
				v = v.kids[0]
			}
			if v.kind == nodeVariable {
				name = v.name
			}
		}
	}
	limits, handles := len(r.rec.Limits), len(r.rec.Handles)
	var condition *node
	part, known := 0, false // the part of for (;;); whether the condition was read
	if r.pos < r.end && r.word(r.pos) == "(" {
		r.group(func() {
			known = true
			for r.pos < r.end {
				before := r.pos
				n := r.full()
				known = known && (n != nil || r.word(r.pos) == ";")
				if n != nil && (!loop || part == 1) {
					condition = n
				}
				if loop && r.word(r.pos) != ";" {
					r.iterate(start, name, n)
				}
				r.record(n)
				if r.word(r.pos) == ";" {
					part++
				}
				if r.pos < r.end && (r.word(r.pos) == ";" || r.pos == before) {
					r.advance()
				}
			}
		})
	}
	if word == "while" {
		r.readToEnd(handles)
	}
	if r.pos < r.end && r.pieces[r.pos].opens && r.word(r.pos) == "{" {
		from := r.offset()
		r.noted(start, from, r.block() && !isLoop(word))
		to := max(from, r.last())
		if !loop || part == 2 {
			r.guard(from, to, limits, isTrueOf(word))
		}
		if !isLoop(word) {
			r.absent(from, to, condition, isTrueOf(word))
			if r.leavesBlock(r.began) {
				r.absent(to, r.blockEnd(), condition, !isTrueOf(word))
			}
			r.asked, r.askedTrue = condition, isTrueOf(word)
		} else {
			if loop && part == 2 {
				word = "while"
			}
			r.rec.Loops = append(r.rec.Loops, Loop{At{Start: from, End: to}, known && isEndless(word, condition)})
		}
	}
}

// isTrueOf reports whether a word wants a condition that is true, as if does.
func isTrueOf(word string) bool { return word != "unless" && word != "until" }

func isLoop(word string) bool {
	switch word {
	case "while", "until", "for", "foreach":
		return true
	}
	return false
}

// isEndless reports whether the condition of a loop, nil if it has none, never ends it.
func isEndless(word string, condition *node) bool {
	constant := condition != nil && (condition.kind == nodeNumber || condition.kind == nodeString && !condition.part)
	falsy := constant && (condition.name == "" || strings.Trim(condition.name, "0._") == "")
	switch word {
	case "while":
		return condition == nil || constant && !falsy
	case "until":
		return falsy
	}
	return false
}

// findLeaves finds the words that may leave a loop.
func (r *recorder) findLeaves() {
	for i := range r.pieces {
		p := &r.pieces[i]
		switch r.wordOf(p) {
		case "last", "return", "die", "exit", "goto":
			r.leaves = append(r.leaves, int(p.start))
		}
	}
}

// iterate notes that a variable becomes a name of what a loop goes through.
func (r *recorder) iterate(start int, name string, over *node) {
	if over == nil {
		return
	}
	r.exposeElements(over)
	r.store(StoreIterate, start, &node{kind: nodeVariable, name: name, start: start, end: over.end}, r.valueOf(over), true)
}
