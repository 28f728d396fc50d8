package diagnose

import (
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	words "github.com/perlheap/perlheap/heap/text"
)

// Names come from a dump, and are compared, never made part of a pattern: what
// stands before and behind a name on its line is matched with patterns that are
// known when the program is built.

// word is a character of an identifier of Perl, in a pattern.
const word = `[\pL\pM\pN\p{Pc}]`

// occurrences gives where a line has a name as a whole.
func occurrences(line, name string) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for at := 0; name != ""; {
			i := strings.Index(line[at:], name)
			if i < 0 {
				return
			}
			from, to := at+i, at+i+len(name)
			at = to
			if joined(line, to) || joined(line, from) {
				continue
			}
			if !yield(from, to) {
				return
			}
		}
	}
}

// joined reports whether an identifier goes on over an offset.
func joined(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	after, _ := utf8.DecodeRuneInString(line[at:])
	return words.IsWord(before) && words.IsWord(after)
}

// has reports whether a line has a name as a whole, with what a pattern says
// behind it.
func has(line, name string, behind *regexp.Regexp) bool {
	for _, to := range occurrences(line, name) {
		if behind.MatchString(line[to:]) {
			return true
		}
	}
	return false
}
