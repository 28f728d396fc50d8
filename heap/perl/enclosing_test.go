package perl

import (
	"strings"
	"testing"
)

func TestPackageAt(t *testing.T) {
	text := "$a;\npackage A;\n$b;\npackage B { $c; package C; $d }\n$e;\n{ package D; $f }\n$g;\n"
	f := Scan([]byte(text))
	for at, want := range map[string]string{"$a": "main", "$b": "A", "$c": "B", "$d": "C", "$e": "A", "$f": "D", "$g": "A"} {
		if got := f.PackageAt(strings.Index(text, at)); got != want {
			t.Errorf("%s is in %s, want %s", at, got, want)
		}
	}
}

func TestEnclosingSub(t *testing.T) {
	f := Scan([]byte("first { 1 } @x;\nsub a { first { any { 2 } @y } @x }\n"))
	for i, s := range f.Subs {
		want := -1
		if s.Line == 2 {
			want = 1
		}
		if got := f.EnclosingSub(i); got != want {
			t.Errorf("sub %d (%s) is in %d, want %d", i, s.Kind, got, want)
		}
	}
	if len(f.Subs) != 4 || f.EnclosingSub(-1) != -1 {
		t.Errorf("%d subs", len(f.Subs))
	}
}
