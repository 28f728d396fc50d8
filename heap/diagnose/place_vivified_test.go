package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// Which lookups leave {page => {}} behind under a key of a table: perl makes what
// is on the way, and not what is asked for.
func TestLeaves(t *testing.T) {
	left := &vivified{keys: []map[string]bool{{"page": true}}}
	for code, want := range map[string]bool{
		"exists $seen{$user}{page}{read}":       true,
		"exists $seen{$user}{$thing}{read}":     true,
		"$x = $seen{$user}{page}{$what}":        true,
		"$seen{$user}{page}{read} = 1":          false,
		"$x = $seen{$user}{page}":               false, // leaves {}
		"$x = $seen{$user}{shop}{read}":         false,
		"$x = $seen{$user}{page}{read}{at}":     false,
		"$x = $self->{seen}{$user}{page}{read}": false, // a field of the name
	} {
		text := []byte("my %seen;\n" + code + ";\n")
		x := newText(&site.Text{Path: "/p/X.pm", Bytes: text, File: perl.Scan(text)})
		w := wanted{name: "seen", sigil: '%'}
		got := false
		for _, l := range x.wholeLookups() {
			for behind := range w.behind(l.Term) {
				got = got || left.leaves(behind)
			}
		}
		if got != want {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
}

// A method of the name of a module's field is no store into that field, whoever
// it is a method of.
func TestAccessorOfSomethingElse(t *testing.T) {
	text := []byte("package X;\nsub a { my ($self, $element) = @_; $element->first_child('price') }\n")
	x := newText(&site.Text{Path: "/p/X.pm", Bytes: text, File: perl.Scan(text)})
	w := wanted{name: "first_child"}
	found := x.sets(w)
	if len(found) != 1 || found[0].field.String() != "$element->first_child" {
		t.Fatalf("%+v, want the call with its receiver", found)
	}
}
