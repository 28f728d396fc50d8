package text

import (
	"fmt"
	"reflect"
	"testing"
)

func TestLinks(t *testing.T) {
	var l Links
	marked := fmt.Sprintf("%s refers to %s.", Pad(l.Mark("é1", 1), 4), l.Mark("two", "b"))
	plain, links := l.Cut(marked)
	if plain != "é1   refers to two." {
		t.Errorf("%q", plain)
	}
	if want := []Link{{0, 3, 1}, {16, 19, "b"}}; !reflect.DeepEqual(links, want) {
		t.Errorf("%+v, want %+v", links, want)
	}
	var none *Links
	if s := none.Mark("as it is", 1); s != "as it is" {
		t.Errorf("%q", s)
	}
	// Nothing that looks like a mark leads anywhere, or is in the way.
	for _, s := range []string{"\x02", "\x0299\x03x\x04", "\x02-1\x03", "\x03\x04", "\x02\x02x"} {
		if _, links := l.Cut(s); links != nil {
			t.Errorf("%q: %+v", s, links)
		}
	}
}
