package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Decode returns a name as its author wrote it: bytes that are valid UTF-8 are
// taken as that, all others as Latin-1. A dump does not say which of the two a
// name is. With `use utf8`, perl keeps names that fit Latin-1 as Latin-1;
// without it, names are whatever bytes the file has.
func Decode(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return latin1(b)
}

func latin1[T string | []byte](b T) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/4)
	for i := range len(b) {
		s.WriteRune(rune(b[i]))
	}
	return s.String()
}

// DecodeCut is Decode for bytes that may have been cut off inside a character,
// which is then left out.
func DecodeCut(b []byte) string {
	for n := 1; n < utf8.UTFMax && n < len(b); n++ {
		if last := b[len(b)-n:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) && utf8.Valid(b[:len(b)-n]) {
				return string(b[:len(b)-n])
			}
			break
		}
	}
	return Decode(b)
}

// Is reports whether the bytes from a dump are a name, in whichever encoding.
func Is(b []byte, name string) bool {
	if string(b) == name {
		return true
	}
	// Only what is no UTF-8 differs from its name, and gets longer then.
	return len(b) < len(name) && !utf8.Valid(b) && latin1(b) == name
}

// Latin1 returns the other bytes that a dump, or a file system, may have for a
// name; false if it has characters beyond Latin-1, or none beyond ASCII.
func Latin1(name string) (string, bool) {
	var b strings.Builder
	wide := false
	for _, r := range name {
		if r > unicode.MaxLatin1 {
			return "", false
		}
		wide = wide || r >= utf8.RuneSelf
		b.WriteByte(byte(r))
	}
	return b.String(), wide
}
