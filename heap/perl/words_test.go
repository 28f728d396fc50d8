package perl

import (
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	f := Scan([]byte(`sub x { f('it\'s', "a\tb\x{41}\x42", 0x10, 1_000, 1.50, 1e3, 0777, 'a' . "b" . q(c) . $y . 'd', "one $x two", <<~E, key => 1) }
    text
      more
    E
`))
	for _, w := range []string{"it's", "a\tbAB", "16", "1000", "1.5", "511", "abc", "one ", " two", "text\n  more\n", "key"} {
		if !slices.Contains(f.Subs[0].Words, w) {
			t.Errorf("%q is not among %q", w, f.Subs[0].Words)
		}
	}
	long := strings.Repeat("x", 300)
	for _, known := range []int{256, 300} {
		if w, ok := Word([]byte(long[:known]), 300); !ok || !slices.Contains(Scan([]byte("sub { '" + long + "' }")).Subs[0].Words, w) {
			t.Errorf("a literal of which %d bytes are known is not found: %q", known, w)
		}
	}
	if _, ok := Word([]byte(long[:100]), 300); ok {
		t.Error("a literal of which too little is known has a word")
	}
}
