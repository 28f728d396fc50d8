package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap/path"
)

// What a statement stores as an entry tells its form, if it is written there.
func TestFormOfStore(t *testing.T) {
	hash := path.New(path.Step{Kind: path.Lexical, Text: "%h"})
	array := path.New(path.Step{Kind: path.Lexical, Text: "@h"})
	for code, want := range map[string]form{
		"$h{$_[0]} = { n => 1 };":          toHash,
		"$h{$_[0]} //= {};":                toHash,
		"$h{$_[0]} = [];":                  toArray,
		"$h{$_[0]} = sub { 1 };":           toCode,
		"$h{$_[0]} = 'text';":              plain,
		"$h{$_[0]} += 2;":                  plain,
		"$h{$_[0]}++;":                     plain,
		"$h{$_[0]} .= 'more';":             plain,
		"$h{$_[0]} = $_[1];":               anyForm,
		"$h{$_[0]} = Thing->new;":          anyForm,
		"$h{$_[0]} = bless {}, 'Thing';":   toHash,
		"$h{$_[0]}{count}++;":              anyForm,
		"$h{$_[0]}{of} = 1;":               anyForm,
		"push @{ $h{$_[0]} }, { n => 1 };": anyForm,
	} {
		if _, s := best(t, hash, false, false, "my %h;\nsub b {\n  "+code+"\n}"); s.form != want {
			t.Errorf("%s: %d, want %d", code, s.form, want)
		}
	}
	for code, want := range map[string]form{
		"push @h, { n => 1 };":    toHash,
		"unshift @h, [];":         toArray,
		"push @h, 'text';":        plain,
		"push @h, $_[0];":         anyForm,
		"$h[$_[0]] = { n => 1 };": toHash,
	} {
		if _, s := best(t, array, true, false, "my @h;\nsub b {\n  "+code+"\n}"); s.form != want {
			t.Errorf("%s: %d, want %d", code, s.form, want)
		}
	}
}
