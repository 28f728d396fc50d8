package perl

import (
	"slices"
	"strings"
)

// Mention is a name that stands in the code of a text, wherever it stands: what
// comments, POD and the part behind __END__ have does not count.
type Mention struct {
	Start, End int // offsets of the name, in bytes
	Kind       MentionKind
	// Sigil is that of a variable as its pad has it: @ for $x[0]; of a quoted
	// name, and one in qw, what stands before it; else 0.
	Sigil byte
	// Name is without sigil, and has the package if that is written there. For
	// a MentionKey, MentionPair and MentionItem it is the value of the string.
	Name string
}

// MentionKind says what a name stands for.
type MentionKind uint8

// The kinds of mentions.
const (
	MentionVariable    MentionKind = iota
	MentionDeclaration             // a variable after my, our, state and field, or in a signature
	MentionGlobal                  // a variable that `use vars` declares
	MentionConstant                // what `use constant` gives a name
	MentionWord                    // the name of a function, method, class or module
	MentionBuiltin                 // a function or keyword of perl's own, but for quotes and heads
	MentionKey                     // a constant key, bare or quoted, as a subscript; an attribute that `has` declares
	MentionPair                    // a constant key before =>
	MentionItem                    // a word in qw
	MentionQuoted                  // a word or number in a string, pattern or here-document
	MentionName                    // a string, or a word in qw, that is nothing but the name
	MentionCode                    // (?{ of a pattern; it has no name
)

// Base is the name without its package.
func (m Mention) Base() string { return lastName(m.Name) }

// Package is the package that is written before the name: main for $::x, "" if
// there is none.
func (m Mention) Package() string {
	i := strings.LastIndex(m.Name, "::")
	if i < 0 {
		return ""
	}
	if pkg := strings.TrimPrefix(strings.TrimPrefix(m.Name[:i], "::"), "main::"); pkg != "" {
		return pkg
	}
	return "main"
}

// MentionsOf returns the names that a text mentions, by position. f is the
// result of [Scan] for the same text. It takes time linear in the length of the
// text, for any bytes.
func MentionsOf(text []byte, f *File) []Mention {
	m := &mentioner{}
	s := newScanner(text, newlines(text), f.Broken)
	s.watch = &watch{offset: -1, mentions: m}
	s.run()
	slices.SortStableFunc(m.all, func(a, b Mention) int { return a.Start - b.Start })
	return m.all
}

// mentioner notes the names that a scanner passes.
type mentioner struct {
	all []Mention
	// module is what the statement that is being read uses, if its list gives
	// names: vars or constant; depth is how many brackets are open around it.
	module string
	depth  int
	named  bool // `use constant` has had the name of its only constant
	// method is the end of the last method that was called: `->has` declares nothing.
	method int
	// declared is where the first argument of the `has` that ends at has is: many
	// quotes may ask, and a long comment may stand between.
	has, declared int
}

func (s *scanner) mentioner() *mentioner {
	if s.watch == nil {
		return nil
	}
	return s.watch.mentions
}

// mention notes a name that is text[from:to].
func (s *scanner) mention(kind MentionKind, sigil byte, from, to int) {
	if m := s.mentioner(); m != nil && from < to && to-from <= maxKept {
		m.all = append(m.all, Mention{from, to, kind, sigil, strings.ReplaceAll(string(s.text[from:to]), "'", "::")})
	}
}

// mentionKey notes a key that is text[from:to] and has a value.
func (s *scanner) mentionKey(kind MentionKind, from, to int, value string) {
	if m := s.mentioner(); m != nil && from < to && to-from <= maxKept {
		m.all = append(m.all, Mention{from, to, kind, 0, value})
		s.mentionConstant(from, to, value)
	}
}

// mentionMethod notes the name of a method that is called.
func (s *scanner) mentionMethod(from, to int) {
	s.mention(MentionWord, 0, from, to)
	if m := s.mentioner(); m != nil {
		m.method = to
	}
}

// mentionBare notes the bare word text[from:to] as a key, with the dash before it.
func (s *scanner) mentionBare(kind MentionKind, from, to int) {
	if from > 0 && s.text[from-1] == '-' {
		from--
	}
	s.mentionKey(kind, from, to, string(s.text[from:to]))
}

// mentionCode notes a code block of a pattern, from (? to its brace.
func (s *scanner) mentionCode(from, to int) {
	if m := s.mentioner(); m != nil {
		m.all = append(m.all, Mention{Start: from, End: to, Kind: MentionCode})
	}
}

// mentionConstant notes what `use constant` names first, or in its {...}.
func (s *scanner) mentionConstant(from, to int, name string) {
	m := s.mentioner()
	if m == nil || m.module != "constant" || m.named || to-from > maxKept {
		return
	}
	switch n := len(s.frames); {
	case n == m.depth, n == m.depth+1 && s.frames[n-1].kind == frameParen:
		m.named = true
	case n != m.depth+1 || s.frames[n-1].kind != frameBrace:
		return
	}
	m.all = append(m.all, Mention{from, to, MentionConstant, 0, name})
}

// mentionModule is called at `use MODULE`.
func (s *scanner) mentionModule(from, to int) {
	s.mention(MentionWord, 0, from, to)
	if m := s.mentioner(); m != nil {
		m.module, m.depth, m.named = string(s.text[from:to]), len(s.frames), false
	}
}

// ended is called at the end of a statement.
func (m *mentioner) ended(depth int) {
	if depth <= m.depth {
		m.module = ""
	}
}

// mentionQuote notes what a quote without variables says; its delimiters end at
// end.
func (s *scanner) mentionQuote(start, from, to, end int, delim byte, text bool) {
	m := s.mentioner()
	if m == nil {
		return
	}
	if start+1 < from && s.text[start] == 'q' && s.text[start+1] == 'w' {
		s.mentionItems(from, to)
		return
	}
	if to-from <= maxKept {
		value := string(unquote(nil, s.text[from:to], delim, text))
		next := s.peek(end)
		switch {
		case s.at(next) == '=' && s.at(next+1) == '>':
			s.mentionKey(MentionPair, from, to, value)
		case m.declaresAttribute(s, start), s.at(next) == '}' && s.isFirstKey(start):
			s.mentionKey(MentionKey, from, to, value)
		default:
			s.mentionConstant(from, to, value)
		}
	}
	s.mentionWords(from, to, true)
}

// isFirstKey reports whether the quote at start is the first thing in the braces of
// a subscript. To be asked before a closing brace alone, so once a subscript: what
// stands before the quote may be a long comment.
func (s *scanner) isFirstKey(start int) bool {
	n := len(s.frames)
	return n > 0 && s.frames[n-1].kind == frameBrace && s.frames[n-1].curly == curlySubscript && s.peek(s.frames[n-1].open+1) == start
}

// declaresAttribute reports whether the quote at start is what `has` declares.
func (m *mentioner) declaresAttribute(s *scanner, start int) bool {
	if len(m.all) == 0 {
		return false
	}
	last := m.all[len(m.all)-1]
	if last.Kind != MentionWord || last.Name != "has" || last.End == m.method || last.End > start {
		return false
	}
	if m.has != last.End {
		m.has, m.declared = last.End, s.peek(last.End)
		if s.at(m.declared) == '(' {
			m.declared = s.peek(m.declared + 1)
		}
	}
	return m.declared == start
}

// mentionItems notes the words of qw.
func (s *scanner) mentionItems(from, to int) {
	m := s.mentioner()
	if m == nil {
		return
	}
	for i := from; i < to; {
		for i < to && (isSpace(s.text[i]) || s.text[i] == '\n') {
			i++
		}
		begin := i
		for i < to && !isSpace(s.text[i]) && s.text[i] != '\n' {
			i++
		}
		if i > begin && i-begin <= maxKept {
			m.all = append(m.all, Mention{Start: begin, End: i, Kind: MentionItem, Name: string(s.text[begin:i])})
			s.mentionWords(begin, i, true)
		}
	}
}

// mentionWords notes the words of a quoted text, each with the sigil before it;
// whole tells that the text is all of a string.
func (s *scanner) mentionWords(from, to int, whole bool) {
	m := s.mentioner()
	if m == nil {
		return
	}
	for i := from; i < to; {
		begin, sigil := i, byte(0)
		for i < to && (isWord(s.text[i]) || s.text[i] == ':' && i+2 < to && s.text[i+1] == ':' && isWordStart(s.text[i+2])) {
			if s.text[i] == ':' {
				i++
			}
			i++
		}
		if i == begin {
			i++
			continue
		}
		if begin > from && strings.IndexByte("$@%&*", s.text[begin-1]) >= 0 {
			sigil = s.text[begin-1]
		}
		kind := MentionQuoted
		switch {
		case m.module == "vars" && sigil != 0:
			kind = MentionGlobal
		case i == to && (begin == from || begin == from+1 && sigil != 0) && whole:
			kind = MentionName
		}
		s.mention(kind, sigil, begin, i)
	}
}
