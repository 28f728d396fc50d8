package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxName is how many characters of a name are shown to a person. perl
	// refuses names of more than 252 characters in a program's text: what is
	// longer was made at run time.
	MaxName = 200
	// MaxWhole is how many characters of a name a machine gets. Two names are
	// the same as far as that; addresses tell them apart for certain.
	MaxWhole = 4096
	// maxMarks is how many marks (accents) stay with the last character.
	maxMarks = 8
)

// Name makes a name fit to be read by a person: decoded if it is still bytes,
// harmless, and cut to [MaxName] characters, with how many are left out. It
// never ends inside of a character or an escape.
func Name(s string) string { return cut(s, MaxName) }

// Whole makes a name fit for a machine, as JSON and Parquet have it: as Name
// does, and cut to [MaxWhole] characters only.
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
