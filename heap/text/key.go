package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// HiddenKey stands for a key that is not shown; see the README.
const HiddenKey = "{…}"

// Key writes the key of a hash for a person, as pmat does: {name}, or
// {"anything"} with Perl's escapes if it is not a plain word. It is decoded,
// made safe, and cut as [Name] does.
func Key(key []byte) string { return KeyOf(Decode(key)) }

// KeyOf is Key for a key that is already decoded.
func KeyOf(key string) string {
	quote := `"`
	if isWord(key) {
		quote = ""
	}
	var b strings.Builder
	b.WriteString("{" + quote)
	rest, room := "", MaxName
	for i := 0; i < len(key); {
		r, size := utf8.DecodeRuneInString(key[i:])
		char := inQuotes(key[i:i+size], r)
		room -= utf8.RuneCountInString(char)
		if room < 0 && (room < -maxMarks || !unicode.In(r, unicode.M)) {
			rest = left(utf8.RuneCountInString(key[i:]))
			break
		}
		b.WriteString(char)
		i += size
	}
	b.WriteString(quote + rest + "}")
	return b.String()
}

// inQuotes is a character as it stands in a double-quoted string of Perl.
func inQuotes(bytes string, r rune) string {
	const named = "\a\b\t\n\f\r\x1b"
	switch i := strings.IndexRune(named, r); {
	case r == '"' || r == '\\' || r == '$' || r == '@':
		return `\` + bytes
	case i >= 0 && r < ' ':
		return `\` + "abtnfre"[i:i+1]
	case r < ' ' || r == 0x7f:
		return fmt.Sprintf(`\%03o`, r)
	}
	return shown(bytes, r)
}

// isWord reports whether a key can stand in a subscript without quotes.
func isWord(key string) bool {
	for i, r := range key {
		if !IsWord(r) || i == 0 && unicode.IsDigit(r) {
			return false
		}
	}
	return key != ""
}

// IsWord reports whether a character can be part of a Perl identifier.
func IsWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.M, unicode.Pc))
}
