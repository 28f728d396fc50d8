package perl

import (
	"regexp"
	"strings"

	words "github.com/perlheap/perlheap/heap/text"
)

// keyPattern finds the names of keys that a text has as constants: a bare word
// or a string without interpolation as a subscript, before =>, or as the
// attribute that `has` declares; and lists in qw.
var keyPattern = regexp.MustCompile(`(?m)` +
	`\{\s*(?:(-?` + keyWord + `)|'([^'\\\n]*)'|"([^"\\$@\n]*)")\s*\}` +
	`|(?:^|[^$@%&\pL\pM\pN\p{Pc}])(?:(-?` + keyWord + `)|'([^'\\\n]*)'|"([^"\\$@\n]*)")\s*=>` +
	`|\bhas\s*\(?\s*(?:(` + keyWord + `)|'([^'\\\n]*)'|"([^"\\$@\n]*)")` +
	`|\bfield\s+([$@%]` + keyWord + `)` +
	`|\bqw\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}|<([^<>]*)>|/([^/]*)/|\|([^|]*)\||!([^!]*)!)`)

const keyWord = `[\pL\p{Pc}][\pL\pM\pN\p{Pc}]*`

// firstList is the first group of keyPattern that is a list.
const firstList = 11

// Keys calls add for each key name that a program's text contains as a
// constant. Comments, POD and the data after __END__ are ignored.
func Keys(text []byte, add func(key string)) {
	code := codeOnly(words.Decode(text[:Scan(text).End]))
	for _, m := range keyPattern.FindAllStringSubmatch(code, -1) {
		for i, group := range m[1:] {
			switch {
			case group == "":
			case i+1 < firstList:
				add(group)
			default:
				for _, word := range strings.Fields(group) {
					add(word)
				}
			}
		}
	}
}

// codeOnly leaves out the lines of comments and POD.
func codeOnly(text string) string {
	var b strings.Builder
	pod := false
	for line := range strings.Lines(text) {
		if len(line) > 1 && line[0] == '=' && isLetter(line[1]) {
			pod = !strings.HasPrefix(line, "=cut")
			continue
		}
		if !pod && !strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}
