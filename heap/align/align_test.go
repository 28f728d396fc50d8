package align

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
)

// become aligns what perl would compile of a text with another text, and gives
// for each sub of the first the line of what it became, 0 for nothing.
func become(before, after string, follow bool) []int {
	old, now := perl.Scan([]byte(before)), perl.Scan([]byte(after))
	matches := Codes(now, codesOf(old))
	if follow {
		matches = Follow([]byte(before), old, []byte(after), now)
	}
	lines := make([]int, len(matches))
	for i, m := range matches {
		if m.Sub >= 0 {
			lines[i] = int(now.Subs[m.Sub].Line)
		}
	}
	return lines
}

func TestAlign(t *testing.T) {
	const app = `package App;
get '/' => sub { my $c = shift; $c->render('index') };
get '/about' => sub { my $c = shift; $c->render('about') };
post '/login' => sub {
    my $c = shift;
    $c->session(user => $c->param('user'));
    $c->redirect_to('/');
};
sub helper { my ($x) = @_; return sub { $x + 1 }, sub { $x + 2 } }
sub other { my ($y) = @_; my @all = map { $_ * 2 } @$y; return \@all }
`
	lines := strings.SplitAfter(app, "\n")
	swapped := slices.Clone(lines)
	swapped[1], swapped[2] = swapped[2], swapped[1]
	for _, test := range []struct {
		name, before, after string
		want                []int
	}{
		{"the same", app, app, []int{2, 3, 4, 9, 9, 9, 10}},
		{"lines above", app, "#\n#\n" + app, []int{4, 5, 6, 11, 11, 11, 12}},
		{"one deleted", app, strings.Replace(app, lines[2], "", 1), []int{2, 0, 3, 8, 8, 8, 9}},
		{"one added", app, strings.Replace(app, lines[2], "get '/new' => sub { my $c = shift; $c->render('new') };\n"+lines[2], 1), []int{2, 4, 5, 10, 10, 10, 11}},
		{"two swapped", app, strings.Join(swapped, ""), []int{3, 2, 4, 9, 9, 9, 10}},
		{"named subs swapped", app, strings.Join(lines[:8], "") + lines[9] + lines[8], []int{2, 3, 4, 10, 10, 10, 9}},
		{"a package renamed", app, strings.Replace(app, "package App", "package Web", 1), []int{2, 3, 4, 9, 9, 9, 10}},
		{"the body edited", app, strings.Replace(app, "$c->redirect_to('/');", "$c->stash(ok => 1);\n    $c->redirect_to('/start');", 1), []int{2, 3, 4, 10, 10, 10, 11}},
		{"nothing left", app, "1;\n", []int{0, 0, 0, 0, 0, 0, 0}},
		{"nothing before", "", app, []int{}},
	} {
		for _, follow := range []bool{false, true} {
			if got := become(test.before, test.after, follow); !slices.Equal(got, test.want) {
				t.Errorf("%s, follow %t: lines %v, want %v", test.name, follow, got, test.want)
			}
		}
	}
}

// Subs of one line are in the order of their slots in the pad around them, not
// in that of the heap.
func TestAlignBySlot(t *testing.T) {
	f := perl.Scan([]byte("\n\nsub pair { return (sub { $_[0] }, sub { $_[0] }) }\n"))
	codes := []Code{
		{Line: 1, Outer: 2, Slot: 3, Closure: true},
		{Line: 1, Outer: 2, Slot: 1, Closure: true},
		{Line: 1, Outer: -1, Package: "main", Trait: Trait{Name: "pair"}},
	}
	m := Codes(f, codes)
	if m[0].Sub != 2 || m[1].Sub != 1 || m[2].Sub != 0 {
		t.Errorf("%+v", m)
	}
}

// Files with thousands of subs that nothing tells apart but their order are
// trimmed at both ends; what is left may be unknown, but is never wrong.
func TestAlignManySubs(t *testing.T) {
	line := "OTHER => sub { shift },\n"
	before := strings.Repeat(line, 3000)
	after := strings.Repeat(line, 1000) + "# a comment\n" + strings.Repeat(line, 2000)
	old, now := perl.Scan([]byte(before)), perl.Scan([]byte(after+"sub last { 1 }\n"))
	codes := append(codesOf(old), Code{Line: 3001, Outer: -1, Package: "main", Trait: Trait{Name: "last"}})
	matches := Codes(now, codes)
	found := 0
	for i, m := range matches[:3000] {
		switch {
		case m.Sub == i:
			found++
		case m.Sub >= 0 && m.Margin > 1:
			t.Fatalf("sub %d became sub %d", i, m.Sub)
		}
	}
	if found < 2900 {
		t.Errorf("%d of 3000 were found", found)
	}
	for _, m := range Codes(now, codesOf(old)) {
		if m.Sub < 0 && !m.Unknown {
			t.Fatalf("%+v is said to be gone", m)
		}
	}
}

func TestIncreasing(t *testing.T) {
	for _, test := range []struct{ values, want []int }{
		{nil, nil}, {[]int{5}, []int{0}}, {[]int{3, 1, 2}, []int{1, 2}}, {[]int{1, 5, 2, 3, 4, 0}, []int{0, 2, 3, 4}}, {[]int{3, 2, 1}, []int{2}},
	} {
		if got := increasing(test.values); !slices.Equal(got, test.want) {
			t.Errorf("%v: %v, want %v", test.values, got, test.want)
		}
	}
}

// The best alignment and its margins are those that trying all of them gives.
func TestTableIsBest(t *testing.T) {
	seed := uint32(1)
	random := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>16) % n
	}
	for range 300 {
		n, m := 1+random(4), 1+random(4)
		tab := newTable(n, m)
		for i := range tab.pair {
			tab.pair[i] = float64(random(13) - 4)
		}
		chains := random(1 << 16)
		tab.chain = func(i, j int) bool { return chains>>((i*4+j)%16)&1 == 1 }
		total := func(became []int) float64 {
			sum := 0.0
			for i, j := range became {
				if j < 0 {
					continue
				}
				sum += tab.pair[tab.at(i, j)]
				if i > 0 && j > 0 && became[i-1] == j-1 && tab.chain(i-1, j-1) {
					sum += chained
				}
			}
			return sum
		}
		best := 0.0
		bestWithout := map[[2]int]float64{} // best in which code i is not sub j
		var try func(became []int, from int)
		try = func(became []int, from int) {
			if len(became) == n {
				v := total(became)
				best = max(best, v)
				for i := range n {
					for j := range m {
						if old, ok := bestWithout[[2]int{i, j}]; became[i] != j && (!ok || v > old) {
							bestWithout[[2]int{i, j}] = v
						}
					}
				}
				return
			}
			try(append(slices.Clone(became), -1), from)
			for j := from; j < m; j++ {
				try(append(slices.Clone(became), j), j+1)
			}
		}
		try(nil, 0)
		got := tab.solve()
		if total(got) != best {
			t.Fatalf("%v is %v, the best is %v", got, total(got), best)
		}
		for i, j := range got {
			if j >= 0 && tab.margin(i, j) != best-bestWithout[[2]int{i, j}] {
				t.Fatalf("margin %v, want %v", tab.margin(i, j), best-bestWithout[[2]int{i, j}])
			}
		}
	}
}

// FuzzAlign: whatever the texts and the codes are, a match is a sub of the
// text, no sub is matched twice, and all is done in the end.
func FuzzAlign(f *testing.F) {
	f.Add("sub a { my $x = 1; sub { $x } }", "\nsub b { sub { my $y } } sub a { 2 }", uint16(3))
	f.Add("get '/' => sub { 1 }; get '/a' => sub { 2 };", "get '/a' => sub { 2 };", uint16(0))
	f.Add("BEGIN { sub x {} } try { 1 } catch { 2 };", "use overload '+' => sub { 1 }, bool => sub { 0 };", uint16(77))
	f.Fuzz(func(t *testing.T, before, after string, mix uint16) {
		old, now := perl.Scan([]byte(before)), perl.Scan([]byte(after))
		codes := codesOf(old)
		for i := range codes { // codes of a dump may be anything
			c := &codes[i]
			switch (int(mix) + i) % 7 {
			case 1:
				c.Outer = int(mix) - 3
			case 2:
				c.Outer = i
			case 3:
				c.Line = perl.Line(mix) - 100
			case 4:
				c.Pad, c.Constants = nil, nil
			case 5:
				c.Slot, c.Name = 0, "x"
			}
		}
		matches := [][]Match{Codes(now, codes), Follow([]byte(before), old, []byte(after), now)}
		for _, ms := range matches {
			taken := map[int]bool{}
			for _, m := range ms {
				if m.Sub < -1 || m.Sub >= len(now.Subs) || math.IsNaN(m.Margin) || m.Sub >= 0 && taken[m.Sub] {
					t.Fatalf("%+v of %d subs", m, len(now.Subs))
				}
				taken[m.Sub] = true
			}
		}
	})
}
