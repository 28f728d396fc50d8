package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxName is how many characters of a name or key are given. perl refuses
	// names of more than 252 characters in a program's text: longer ones were made
	// at run time. Names that agree up to there, and are as long, look the same:
	// addresses tell them apart.
	MaxName = 200
	// MaxPath is how many characters of the path of a file are given to a machine,
	// which is to find it by that: no system opens a longer one (PATH_MAX of Linux).
	MaxPath = 4096
	// maxMarks is how many marks (accents) stay with the last character.
	maxMarks = 8
)

// Name makes a name fit to be passed on: decoded if it is still bytes, safe to
// show, and cut to [MaxName] characters, followed by how many are left out. It
// never ends inside a character or an escape.
func Name(s string) string { return cut(s, MaxName) }

// Path makes the path of a file fit for a machine: it is like Name, but cuts only
// at [MaxPath] characters. Where a person reads a path, it is a name.
func Path(s string) string { return cut(s, MaxPath) }

// Message cuts what tells of a mistake, in which there may be paths and what
// somebody asked for.
func Message(s string) string { return cut(s, MaxPath) }

// Raw cuts a name as Name does, and leaves its characters as they are: for
// formats that say what the dump has, and escape by themselves.
func Raw(s string) string {
	if len(s) <= MaxName {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > MaxName {
			return s[:i] + left(utf8.RuneCountInString(s[i:]))
		}
	}
	return s
}

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
