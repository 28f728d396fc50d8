package perl

import "regexp"

// JoinsConditions reports whether a text has a word or sign between two conditions, from
// one offset to another.
func JoinsConditions(src []byte, from, to int) bool { return joiners.Match(part(src, from, to)) }

// Decides reports whether a text decides something between two offsets: what is behind
// happens to some only.
func Decides(src []byte, from, to int) bool { return deciders.Match(part(src, from, to)) }

// BlockHas reports whether a condition that ends at one offset opens a block that has
// not ended at another one. Braces within strings count as such.
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

var (
	joiners  = regexp.MustCompile(`&&|\|\||\b(?:and|or)\b`)
	deciders = regexp.MustCompile(`\b(?:if|unless|else|elsif|next|return|last|and|or)\b`)
	opens    = regexp.MustCompile(`^\s*\)+\s*\{`)
)

// part is what there is of a text between two offsets.
func part(src []byte, from, to int) []byte {
	from, to = max(0, from), min(to, len(src))
	return src[from:max(from, to)]
}
