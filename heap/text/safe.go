package text

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Safe makes text safe wherever it is shown: control characters, marks that
// change the direction of writing, line separators, characters without width,
// and bytes that are not UTF-8 are written as \x{…}.
func Safe(s string) string {
	if isSafe(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(shown(s[i:i+size], r))
		i += size
	}
	return b.String()
}

// shown is a character, given with its bytes, as it may be shown.
func shown(bytes string, r rune) string {
	switch {
	case r == utf8.RuneError && len(bytes) == 1:
		return fmt.Sprintf(`\x{%x}`, bytes[0])
	case harmful(r):
		return fmt.Sprintf(`\x{%x}`, r)
	}
	return bytes
}

// SafeJSON escapes in the text of a JSON value the characters that [Safe] does not
// leave as they are; it means the same. encoding/json escapes only those of ASCII.
func SafeJSON(raw []byte) []byte {
	harmless := func(r rune) bool { return r < 0x7f || !harmful(r) }
	if bytes.IndexFunc(raw, func(r rune) bool { return !harmless(r) }) < 0 {
		return raw
	}
	var b []byte
	for _, r := range string(raw) {
		switch {
		case harmless(r):
			b = utf8.AppendRune(b, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}

func isSafe(s string) bool {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") || harmful(r) {
			return false
		}
	}
	return true
}

func harmful(r rune) bool {
	return r < ' ' || r >= 0x7f && (unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp, unicode.Cf))
}
