package site

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

func TestEvalText(t *testing.T) {
	for file, want := range map[string]struct {
		n  int
		at heap.Location
		ok bool
	}{
		"(eval 7)":                              {7, heap.Location{}, true},
		"(eval 12)[lib/Foo.pm:34]":              {12, heap.Location{File: "lib/Foo.pm", Line: 34}, true},
		"(eval 13)[(eval 12)[lib/Foo.pm:34]:2]": {13, heap.Location{File: "lib/Foo.pm", Line: 34}, true},
		"(eval 3)[(eval 2):1]":                  {3, heap.Location{}, true},
		"(eval 5)[C:\\x\\y.pm:2]":               {5, heap.Location{File: "C:\\x\\y.pm", Line: 2}, true},
		"(eval 99999999999999999999)":           {0, heap.Location{}, true},
		"lib/Foo.pm":                            {0, heap.Location{}, false},
		"(eval)":                                {0, heap.Location{}, false},
		"(eval 7) x":                            {0, heap.Location{}, false},
		"":                                      {0, heap.Location{}, false},
		"(eval 1)[(eval 2)[(eval 3)[a.pl:4]:1]:9]": {1, heap.Location{File: "a.pl", Line: 4}, true},
	} {
		n, at, ok := evalText(file)
		if n != want.n || at != want.at || ok != want.ok {
			t.Errorf("%q: %d, %v, %t", file, n, at, ok)
		}
	}
}

func TestSplitName(t *testing.T) {
	for name, want := range map[string][2]string{
		"%Foo::Bar::x": {"Foo::Bar", "%x"}, "$main::x": {"main", "$x"}, "&x": {"main", "&x"}, "": {"main", ""},
		"$main::^W": {"main", "$^W"}, "%Foo::": {"Foo", "%"}, "$::": {"main", "$"}, "$::x": {"main", "$x"},
	} {
		if pkg, short := splitName(name); pkg != want[0] || short != want[1] {
			t.Errorf("%q: %q and %q", name, pkg, short)
		}
	}
	for name, want := range map[string]bool{
		"%main::ENV": true, "$main::0": true, "$main::^W": true, "@main::_": true, "%main::cache": false, "%Foo::ENV": false, "$main::_x": false, "$main::É": false,
	} {
		if isPerls(name) != want {
			t.Errorf("isPerls(%q) is not %t", name, want)
		}
	}
}

// A sub has captured the last declaration before it, of the nearest sub around
// it that has one; an eval sees the last before it.
func TestDeclarations(t *testing.T) {
	text := `my $x = 1;
sub outer {
    my $x = 2;
    my $f = sub { $x };
    my $x = 3;
    my $g = sub {
        my $y = eval '$x';
        my $x = 4;
        return sub { $x + $y + $z };
    };
    my $x = 5;
}
my $z;
`
	p := Place{Text: &Text{File: perl.Scan([]byte(text))}, State: Moved}
	for sub, want := range map[int]perl.Line{1: 3, 2: 5, 3: 8} {
		if s := p.outward(sub, "$x"); len(s) != 1 || s[0].Line != want || s[0].State != Moved || s[0].Role != RoleDeclaration {
			t.Errorf("sub %d has captured $x of %+v, want line %d", sub, s, want)
		}
	}
	if s := p.outward(3, "$z"); s != nil {
		t.Errorf("$z is declared behind the sub: %+v", s)
	}
	if s := p.visible(p.Text.File.Evals[0], "$x"); len(s) != 1 || s[0].Line != 5 {
		t.Errorf("the eval sees %+v", s)
	}
}
