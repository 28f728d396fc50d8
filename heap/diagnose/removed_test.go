package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
)

// TestRemovals: what takes entries out of a container is known by any of its names,
// and what only empties one is told apart.
func TestRemovals(t *testing.T) {
	for code, want := range map[string][2]int{ // that take something out, and that do not
		"sub a { my ($self, $id) = @_; delete $self->{h}{$id} }":                         {1, 0},
		"sub a { my $self = shift; return sub { delete $self->{h}{$_[0]} } }":            {1, 0},
		"sub a { my $self = shift; my $h = $self->{h}; delete $h->{$_} for @_ }":         {1, 0},
		"sub a { my $self = shift; b($self->{h}, 3) }\nsub b { delete $_[0]{$_[1]} }":    {0, 0}, // no name
		"sub a { my $self = shift; b($self->{h}) }\nsub b { my $t = shift; %$t = () }":   {1, 0},
		"sub a { my $self = shift; delete @{ $self->{h} }{@_} }":                         {1, 0},
		"sub a { my ($self, $id) = @_; undef $self->{h}{$id} }":                          {0, 1},
		"sub a { my ($self, $id) = @_; $self->{h}{$id} = undef }":                        {0, 1},
		"sub a { my ($self, $id) = @_; @{ $self->{h}{$id} } = () }":                      {0, 1},
		"sub a { my ($self, $id) = @_; delete $self->{h}{$id}{part} }":                   {0, 0},
		"sub a { my ($self, $id) = @_; delete $self->{other}{$id} }":                     {0, 0},
		"sub new { my $self = bless {}, shift; $self->{h} = {}; return $self }":          {0, 0},
		"sub a { my $self = shift; $self->{h} = {} }":                                    {1, 0},
		"sub a { my ($self, $id) = @_; return $self->{h}{$id} if exists $self->{h}{2} }": {0, 0},
	} {
		x := textOf(code)
		f := &finder{src: &sources{own: []*text{x}}}
		w := wanted{name: "h"}
		found := x.removals(w, -1, nil)
		for _, a := range f.aliases(x, w) {
			found = append(found, a.text.removals(a.wanted, a.sub, nil)...)
		}
		got := [2]int{}
		for _, r := range found {
			if r.vain {
				got[1]++
			} else {
				got[0]++
			}
		}
		if got != want {
			t.Errorf("%q: %d taken, %d in vain; want %v", code, got[0], got[1], want)
		}
	}
}

// TestTakesOne: a list without one element is not one that is kept short.
func TestTakesOne(t *testing.T) {
	for code, want := range map[string]bool{
		"sub a { my ($self, $cb) = @_; $self->{h} = [grep { $_ != $cb } @{ $self->{h} }] }":          false,
		"sub a { my ($self, $cb) = @_; @{ $self->{h} } = grep { $_ != $cb } @{ $self->{h} } }":       false,
		"sub a { my ($self, $now) = @_; @{ $self->{h} } = grep { $_->[0] > $now } @{ $self->{h} } }": true,
		"sub a { my $self = shift; @{ $self->{h} } = grep { $_->{open} } @{ $self->{h} } }":          true,
	} {
		if got := textOf(code).sweeps("h", -1); (got != "") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
}

// TestRunsOnce: what the top level calls, and nothing else does, runs once.
func TestRunsOnce(t *testing.T) {
	for code, want := range map[string]bool{
		"start();\nsub start { mark() }":                        true,
		"start() for 1 .. 9;\nsub start { mark() }":             false,
		"start();\nsub start { for (1 .. 9) { mark() } }":       false,
		"start();\nsub start { mark() }\nsub later { start() }": false,
		"X->start;\nsub start { mark() }":                       true,
		"sub start { mark() }":                                  false, // anything may call it
		"other(sub { start() });\nsub start { mark() }":         false,
	} {
		x := textOf(code)
		f := &finder{facts: &facts{ctx: t.Context()}, src: &sources{own: []*text{x}}}
		for _, c := range x.record().Calls {
			if c.Name == "mark" {
				if got := f.runsOnce(x, perl.At(c.At)); got != want {
					t.Errorf("%q: %v", code, got)
				}
			}
		}
	}
}
