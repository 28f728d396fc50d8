package main

import (
	"fmt"
	"regexp"
	"strings"
)

const aboutPatterns = "A pattern is a regular expression (RE2) between slashes. The flags i, m, s and x may\n" +
	"follow it; a, d, l, n and u are accepted but have no effect."

var slashed = regexp.MustCompile(`(?s)^/(.*)/([adilmnsux]*)$`)

// pattern reads a regular expression as /PATTERN/flags.
func pattern(word string) (*regexp.Regexp, error) {
	parts := slashed.FindStringSubmatch(word)
	if parts == nil {
		return nil, fmt.Errorf("%q is not a /PATTERN/, which the flags i, m, s or x may follow", word)
	}
	source, flags := parts[1], ""
	for _, flag := range parts[2] {
		switch flag {
		case 'i', 'm', 's':
			if !strings.ContainsRune(flags, flag) {
				flags += string(flag)
			}
		case 'x':
			source = withoutSpace(source)
		}
	}
	if flags != "" {
		source = "(?" + flags + ")" + source
	}
	re, err := regexp.Compile(source)
	if err != nil {
		return nil, fmt.Errorf("the pattern %s does not compile: %w", word, err)
	}
	return re, nil
}

// withoutSpace implements Perl's flag x: white space and comments outside bracketed
// classes are ignored.
func withoutSpace(source string) string {
	var b strings.Builder
	inClass := false
	for i := 0; i < len(source); i++ {
		c := source[i]
		switch {
		case c == '\\' && i+1 < len(source):
			b.WriteString(source[i : i+2])
			i++
			continue
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case !inClass && strings.IndexByte(" \t\r\n\f", c) >= 0:
			continue
		case !inClass && c == '#':
			end := strings.IndexByte(source[i:], '\n')
			if end < 0 {
				return b.String()
			}
			i += end
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
