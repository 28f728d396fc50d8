package text

import (
	"fmt"
	"strings"
)

// Quote writes bytes as a double-quoted string that Perl reads back as the
// same bytes.
func Quote(b []byte) string {
	var s strings.Builder
	s.WriteByte('"')
	for _, c := range b {
		switch {
		case c == '"' || c == '\\' || c == '$' || c == '@':
			s.WriteByte('\\')
			s.WriteByte(c)
		case c >= ' ' && c <= '~':
			s.WriteByte(c)
		case c >= '\a' && c <= '\r' && c != '\v':
			s.WriteByte('\\')
			s.WriteByte("abtn?fr"[c-'\a'])
		default:
			fmt.Fprintf(&s, `\%03o`, c)
		}
	}
	s.WriteByte('"')
	return s.String()
}
