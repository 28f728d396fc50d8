package perl

import "regexp"

// JoinsConditions reports whether the code of a text (see [CodeOf]) has a word or sign
// between two conditions, from one offset to another.
func JoinsConditions(src []byte, from, to int) bool { return joiners.Match(part(src, from, to)) }

// NeedsBoth reports whether the code of a text has a word or sign between two conditions
// that must both be true, from one offset to another.
func NeedsBoth(src []byte, from, to int) bool { return both.Match(part(src, from, to)) }

// NeedsOne reports whether the code of a text has a word or sign between two conditions
// of which one must be true, from one offset to another.
func NeedsOne(src []byte, from, to int) bool { return either.Match(part(src, from, to)) }

// Negates reports whether the code of a text, from one offset to another, has the word
// unless, and whether it has another negation.
func Negates(src []byte, from, to int) (unless, negated bool) {
	text := part(src, from, to)
	return unlesses.Match(text), negations.Match(text)
}

// Decides reports whether the code of a text decides something between two offsets: what
// is behind happens to some only.
func Decides(src []byte, from, to int) bool { return deciders.Match(part(src, from, to)) }

// A word behind a sigil, an arrow, a brace without a blank, or before => is a name.
var (
	joiners   = regexp.MustCompile(`&&|\|\||(?:^|[^\w$@%&>{])(?:and|or)\b`)
	both      = regexp.MustCompile(`&&|(?:^|[^\w$@%&>{])and\b`)
	either    = regexp.MustCompile(`\|\||(?:^|[^\w$@%&>{])or\b`)
	unlesses  = regexp.MustCompile(`(?:^|[^\w$@%&>{])unless\b`)
	negations = regexp.MustCompile(`!(?:$|[^=~])|(?:^|[^\w$@%&>{])not\b`)
	deciders  = regexp.MustCompile(`(?:^|[^\w$@%&>{])(?:if|unless|else|elsif|next|return|last|and|or)\b\s*(?:$|[^\s=]|=[^>])`)
)

// part is what there is of a text between two offsets.
func part(src []byte, from, to int) []byte {
	from, to = max(0, from), min(to, len(src))
	return src[from:max(from, to)]
}
