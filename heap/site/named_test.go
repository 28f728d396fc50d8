package site

import (
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
)

// A damaged dump may have no name for a CODE that has a file and no line.
func TestNamed(t *testing.T) {
	p := Place{Text: &Text{File: perl.Scan([]byte("package Foo;\nsub bar { 1 }\n"))}, Sub: -1}
	for _, name := range []string{"", "&", "&Foo::", "::", "bar"} {
		if got, ok := p.named(name); ok {
			t.Errorf("%q is at line %d", name, got.Line)
		}
	}
	if got, ok := p.named("&Foo::bar"); !ok || got.Line != 2 {
		t.Errorf("&Foo::bar is at line %d", got.Line)
	}
}
