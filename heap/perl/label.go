package perl

import (
	"bytes"
	"strings"
)

// maxLabel bounds how far back from a sub its label is looked for.
const maxLabel = 200

// passedAs returns what an anonymous sub at i is handed over or kept as: error of
// `error => sub`, finish of `$tx->on(finish => sub`, helper of
// `$h{helper} = sub`, $cb of `my $cb = sub`, *name of `*name = sub`; "" when
// there is nothing of the kind.
func (s *scanner) passedAs(i int) string {
	from := max(i-maxLabel, 0)
	before := trimBlank(s.text[from:i])
	if t, ok := bytes.CutSuffix(before, []byte("async")); ok {
		before = trimBlank(t)
	}
	if t, ok := bytes.CutSuffix(before, []byte("=>")); ok {
		return literalBefore(trimBlank(t), true)
	}
	if t, ok := bytes.CutSuffix(before, []byte(",")); ok {
		return literalBefore(trimBlank(t), false)
	}
	t, ok := bytes.CutSuffix(before, []byte("="))
	if !ok || len(t) == 0 {
		return ""
	}
	t = trimBlank(bytes.TrimRight(t, "|/&")) // ||= and //=
	if len(t) == 0 {
		return ""
	}
	if t[len(t)-1] == '}' {
		t = trimBlank(t[:len(t)-1])
		if l := literalBefore(t, true); l != "" {
			return l
		}
		return variableBefore(t)
	}
	return variableBefore(t)
}

func trimBlank(t []byte) []byte { return bytes.TrimRight(t, " \t\r\n") }

// literalBefore returns the string at the end of t, or the bare word if word
// is set.
func literalBefore(t []byte, word bool) string {
	if len(t) == 0 {
		return ""
	}
	q := t[len(t)-1]
	open := bytes.LastIndexByte(t[:len(t)-1], opening(q))
	switch plain := open >= 0 && !bytes.ContainsAny(t[open+1:len(t)-1], "\n$@\\"); {
	case q == '\'' || q == '"':
		if !plain {
			return ""
		}
		return string(t[open+1 : len(t)-1])
	case plain && !isWord(q) && isQuote(t[:open]):
		return string(t[open+1 : len(t)-1])
	}
	if !word {
		return ""
	}
	j := len(t)
	for j > 0 && isWord(t[j-1]) {
		j--
	}
	if j > 0 && bytes.IndexByte([]byte("$@%&*>"), t[j-1]) >= 0 {
		return ""
	}
	return string(t[j:])
}

// opening returns the delimiter that a closing one belongs to.
func opening(closing byte) byte {
	if i := strings.IndexByte(")]}>", closing); i >= 0 {
		return "([{<"[i]
	}
	return closing
}

// isQuote reports whether t ends with the operator q or qq.
func isQuote(t []byte) bool {
	n := len(t)
	for n > 0 && isWord(t[n-1]) {
		n--
	}
	word := string(t[n:])
	return (word == "q" || word == "qq") && (n == 0 || !strings.ContainsRune("$@%&*>", rune(t[n-1])))
}

// variableBefore returns the variable or glob at the end of t.
func variableBefore(t []byte) string {
	j := len(t)
	for j > 0 && (isWord(t[j-1]) || t[j-1] == ':') {
		j--
	}
	if j == 0 || j == len(t) || t[j-1] != '$' && t[j-1] != '*' {
		return ""
	}
	return string(t[j-1:])
}

// maxWithin bounds how many brackets around a sub are looked at.
const maxWithin = 3

// within returns the labels of the brackets that are open at pos in the current
// sub.
func (s *scanner) within() []string {
	var labels []string
	for n, most := len(s.frames)-1, maxWithin; n >= 0 && most > 0 && s.frames[n].body < 0; n, most = n-1, most-1 {
		f := &s.frames[n]
		if f.kind != frameBrace && f.kind != frameParen && f.kind != frameBracket {
			break
		}
		if l := s.passedAs(f.open); l != "" {
			labels = append(labels, l)
		}
	}
	return labels
}

// maxCall bounds how many brackets may be around a sub in its statement.
const maxCall = 16

// statementWord returns the word that begins the innermost statement.
func (s *scanner) statementWord() string {
	at := s.start
	for n := len(s.frames) - 1; n >= 0; n-- {
		if s.frames[n].start > 0 {
			at = s.frames[n].start
			break
		}
		if n < len(s.frames)-maxCall {
			return ""
		}
	}
	if !isWordStart(s.at(at)) {
		return ""
	}
	return string(s.text[at:min(s.plainWord(at), at+maxWord)])
}
