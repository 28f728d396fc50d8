package diagnose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/safe"
)

// TestRepeated: what is asked of a text takes time that is linear in it. Each of
// these would not end before the tests are given up, if all was gone through again
// for each statement.
func TestRepeated(t *testing.T) {
	const n = 3000
	repeat := func(code string) string { return strings.Repeat(code, n) }
	t.Run("chosen", func(t *testing.T) {
		x := textOf("sub a { my $k = 1; " + repeat("$k = $k; ") + "delete $h{$k} }")
		if got := x.sweeps("h", -1); got != "" {
			t.Error(got)
		}
	})
	t.Run("bounded", func(t *testing.T) {
		code := "sub a {\n  my ($self, $id) = @_;\n  $self->{h}{$id} = [];\n" + repeat("$self->done(1); ") + "}\nsub done { my ($self, $k) = @_; " + repeat("$k = $k; delete $self->{h}{$k}; ") + "}"
		_, s := best(t, path.OfClass("X").Then(path.Step{Kind: path.Key, Text: "h"}), false, false, code)
		if got := s.bounded(); got != "" {
			t.Error(got)
		}
	})
	t.Run("class", func(t *testing.T) {
		x := textOf("sub a { my $k = shift; " + repeat("$k = $k; ") + "}")
		f := &finder{src: &sources{own: []*text{x}}, held: map[variable]string{{x, 0, "$k"}: ""}}
		last := x.record().Stores[n].At
		if got := f.assigned(x, "$k", last, 0); got != "" {
			t.Error(got)
		}
	})
	t.Run("runs once", func(t *testing.T) {
		x := textOf("a();\nsub a { " + repeat("b(); ") + "}\nsub b { " + repeat("c(); ") + "}\nsub c { " + repeat("d(); ") + "}\nsub d { mark() }")
		f := &finder{facts: &facts{ctx: t.Context()}, src: &sources{own: []*text{x}}}
		all := x.record().Calls
		if !f.runsOnce(x, all[len(all)-1].At) {
			t.Error("the program calls it once")
		}
	})
}

// TestCallee: a call is of the sub of its own text, or of the only one of its name.
func TestCallee(t *testing.T) {
	x, y, z := textOf("sub mine { } mine(); theirs(); several(); nobody()"), textOf("sub mine { } sub theirs { } sub several { }"), textOf("sub several { }")
	f := &finder{src: &sources{own: []*text{x, y, z}}}
	want := map[string]*text{"mine": x, "theirs": y}
	for i := range x.record().Calls {
		c := &x.record().Calls[i]
		if to, _ := f.callee(x, c); to != want[c.Name] {
			t.Errorf("%s is taken for another sub", c.Name)
		}
	}
	y.coded.Subs = nil // what was read is not gone through again
	if to, _ := f.callee(x, &perl.Call{Name: "theirs"}); to != y {
		t.Error("the subs are looked for again")
	}
}

// TestIsLooped: a loop around a statement is one of its own sub.
func TestIsLooped(t *testing.T) {
	for code, want := range map[string]bool{
		"for (1 .. 9) { mark() }":                                        true,
		"while (1) { for (1) { 1 } mark() }":                             true,
		"while (1) { 1 } mark()":                                         false,
		"mark() for 1 .. 9":                                              true,
		"for (1 .. 9) { f(sub { mark() }) }":                             false,
		"for (1 .. 9) { f(sub { for (1) { 2 } while (1) { mark() } }) }": true,
		"sub a { for (1 .. 9) { my @x = map { mark() } @y } }":           true,
	} {
		x := textOf(code)
		for _, c := range x.record().Calls {
			if got := x.isLooped(c.At); c.Name == "mark" && got != want {
				t.Errorf("%q: %v", code, got)
			}
		}
	}
}

// TestLiteralsOnce: a string that stands in many places is compared once, and the
// search ends with its context.
func TestLiteralsOnce(t *testing.T) {
	var samples [][]string
	for i := range 48 {
		samples = append(samples, []string{fmt.Sprint("select from t where id = ", i)})
	}
	ask := safe.NewPoll(t.Context())
	if got := partWith(samples, "select from", &ask); got != 1 {
		t.Error(got)
	}
	if got := partWith(samples, "insert into", &ask); got != 0 || ask.Steps() != 48+25 {
		t.Errorf("%v after %d steps", got, ask.Steps())
	}
}
