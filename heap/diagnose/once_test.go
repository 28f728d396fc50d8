package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap/path"
)

// TestOnlyOnce: a store is made once for each key if its entry was asked for, there or
// where the sub is called.
func TestOnlyOnce(t *testing.T) {
	for code, want := range map[string]bool{
		"sub add { my $k = shift; return $h{$k} if exists $h{$k}; $h{$k} = make($k) }":           true,
		"sub add { my $k = shift; my $v = $h{$k}; return $v if defined $v; $h{$k} = make($k) }":  true,
		"sub add { my $k = shift; unless ($h{$k}) { $h{$k} = make($k) } }":                       true,
		"sub add { my $k = shift; if ($h{$k}) { $n++ } else { $h{$k} = make($k) } }":             true,
		"sub add { my $k = shift; $h{$k} = make($k) }\nsub get { add($_[0]) unless $h{$_[0]} }":  true,
		"sub add { my $k = shift; $h{$k} = make($k) }\nsub get { add($_[0]) }":                   false,
		"sub add { my $k = shift; return if $off; $h{$k} = make($k) }":                           false,
		"sub add { my $k = shift; return if $other{$k}; $h{$k} = make($k) }":                     false,
		"sub add { my $k = shift; return unless $h{old}; $h{$k} = make($k) }":                    false,
		"sub add { my $k = shift; return if $h{stopped}; $h{$k} = make($k) }":                    false,
		"sub add { my $k = shift; $h{$k} = make($k) }\nsub a { add(1) unless $h{$x} }\nadd($_);": false,
	} {
		x := textOf(code)
		f := finderIn(t, x)
		c := &collection{collector: &collector{}, stores: x.stores(wanted{name: "h", sigil: '%'})}
		c.in.Path = path.New(path.Step{Kind: path.Lexical, Text: "%h"})
		for i := range c.stores {
			if c.stores[i].index != nil && c.stores[i].key == "k" {
				c.stores = c.stores[i:]
				break
			}
		}
		if _, got := f.onlyOnce(c); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestOpenKeys: serial numbers and identifiers go on for ever, words and small codes do
// not show that they do.
func TestOpenKeys(t *testing.T) {
	greatest := []int64{7, 90}
	for key, want := range map[string]bool{
		"user 3 at 91": true, "user 3 at 90": false, "user 8 at 1": true, "user 1 at 1": false,
	} {
		if form, numbers := numbersIn(key); form != "user # at #" || rises(greatest, numbers) != want {
			t.Errorf("%q: %q %v", key, form, numbers)
		}
	}
	for key, want := range map[string]bool{
		"9f3c01ab77de4512": true, "a81b2c9d": true, "news/column": false, "section12": false, "1234567890": false, "P1042": false,
	} {
		if isRandom(key) != want {
			t.Errorf("%q: %v", key, !want)
		}
	}
}
