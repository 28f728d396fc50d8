package perl

import "regexp"

// JoinsConditions reports whether the code of a text (see [CodeOf]) has a word or sign
// between two conditions, from one offset to another.
func JoinsConditions(src []byte, from, to int) bool { return joiners.Match(part(src, from, to)) }

// NeedsBoth reports whether the code of a text has a word or sign between two conditions
// that must both be true, from one offset to another.
func NeedsBoth(src []byte, from, to int) bool { return both.Match(part(src, from, to)) }

// Negates reports whether the code of a text, from one offset to another, has the word
// unless, and whether it has another negation.
func Negates(src []byte, from, to int) (unless, negated bool) {
	text := part(src, from, to)
	return unlesses.Match(text), negations.Match(text)
}

// Decides reports whether the code of a text decides something between two offsets: what
// is behind happens to some only.
func Decides(src []byte, from, to int) bool { return deciders.Match(part(src, from, to)) }

// BlockHas reports whether a condition that ends at one offset of the code of a text opens
// a block that has not ended at another one.
func BlockHas(src []byte, condition, at int) bool {
	text := part(src, condition, at)
	open := opens.Find(text)
	if open == nil {
		return false
	}
	depth := 1
	for _, c := range text[len(open):] {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return false
		}
	}
	return true
}

// A word behind a sigil, an arrow, a brace without a blank, or before => is a name.
var (
	joiners   = regexp.MustCompile(`&&|\|\||(?:^|[^\w$@%&>{])(?:and|or)\b`)
	both      = regexp.MustCompile(`&&|(?:^|[^\w$@%&>{])and\b`)
	unlesses  = regexp.MustCompile(`(?:^|[^\w$@%&>{])unless\b`)
	negations = regexp.MustCompile(`!(?:$|[^=~])|(?:^|[^\w$@%&>{])not\b`)
	deciders  = regexp.MustCompile(`(?:^|[^\w$@%&>{])(?:if|unless|else|elsif|next|return|last|and|or)\b\s*(?:$|[^\s=]|=[^>])`)
	opens     = regexp.MustCompile(`^\s*\)+\s*\{`)
)

// part is what there is of a text between two offsets.
func part(src []byte, from, to int) []byte {
	from, to = max(0, from), min(to, len(src))
	return src[from:max(from, to)]
}
