package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxName is how many characters of a name are shown to a person. perl
	// refuses names of more than 252 characters in a program's text: longer
	// ones were made at run time.
	MaxName = 200
	// MaxWhole is how many characters of a name are given to a machine. Longer
	// names that agree up to there look the same; addresses tell them apart for
	// certain.
	MaxWhole = 4096
	// maxMarks is how many marks (accents) stay with the last character.
	maxMarks = 8
)

// Name makes a name fit to be read by a person: decoded if it is still bytes,
// safe to show, and cut to [MaxName] characters, followed by how many are left
// out. It never ends inside a character or an escape.
func Name(s string) string { return cut(s, MaxName) }

// Whole makes a name fit for a machine, as in JSON and Parquet: it is like
// Name, but cuts only at [MaxWhole] characters.
func Whole(s string) string { return cut(s, MaxWhole) }

func cut(s string, limit int) string {
	if len(s) <= limit && isSafe(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = latin1(s)
	}
	var b strings.Builder
	room := limit
	for i, r := range s {
		char := shown(s[i:i+utf8.RuneLen(r)], r)
		room -= utf8.RuneCountInString(char)
		if room < 0 && (room < -maxMarks || !unicode.In(r, unicode.M)) {
			return b.String() + left(utf8.RuneCountInString(s[i:]))
		}
		b.WriteString(char)
	}
	return b.String()
}

func left(n int) string {
	if n == 1 {
		return "… (1 more character)"
	}
	return fmt.Sprintf("… (%s more characters)", Count(n))
}
