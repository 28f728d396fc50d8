package align_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
)

func TestFollowSubs(t *testing.T) {
	const old = `package A;
sub one { 1 }
my $x = sub { 2 };
my $y = sub { 3 }; my $z = sub { 4 };
sub last { 5 }`
	// want names, for each of the five subs of old, the line of the sub that it
	// has become, 0 if it is gone.
	for _, tt := range []struct {
		name, text string
		want       []int
	}{
		{"nothing", old, []int{2, 3, 4, 4, 5}},
		{"lines before", "#\n#\n" + old, []int{4, 5, 6, 6, 7}},
		{"first line gone", strings.TrimPrefix(old, "package A;\n"), []int{1, 2, 3, 3, 4}},
		{"a line between", strings.Replace(old, "my $x", "\nmy $x", 1), []int{2, 4, 5, 5, 6}},
		{"a sub gone", strings.Replace(old, "my $x = sub { 2 };\n", "", 1), []int{2, 0, 3, 3, 4}},
		{"a line edited", strings.Replace(old, "my $x = sub { 2 };", "my $xx = sub {\n  2\n};", 1), []int{2, 3, 6, 6, 7}},
		{"two subs swapped for one", strings.Replace(old, "my $y = sub { 3 }; my $z = sub { 4 };", "my $zz = sub { 4 };", 1), []int{2, 3, 4, 0, 5}},
		{"two places", strings.Replace(strings.TrimPrefix(old, "package A;\n"), "my $y", "my $a;\n\nmy $y", 1), []int{1, 2, 5, 5, 6}},
		{"an edit after another", strings.Replace(strings.TrimPrefix(old, "package A;\n"), "sub { 3 }", "sub { 33 }", 1), []int{1, 2, 3, 3, 4}},
		{"renamed", strings.Replace(old, "sub one", "sub uno", 1), []int{0, 3, 4, 4, 5}},
		{"last line edited", old + " # and a newline\n", []int{2, 3, 4, 4, 5}},
		{"a sub before in its hunk", strings.Replace(old, "sub one { 1 }", "sub zero { 0 }\nsub one { 1; }", 1), []int{3, 4, 5, 5, 6}},
		{"all gone", "", []int{0, 0, 0, 0, 0}},
	} {
		before, after := perl.Scan([]byte(old)), perl.Scan([]byte(tt.text))
		got := make([]int, len(before.Subs))
		for i, sub := range align.FollowSubs(before, after, align.DiffLines([]byte(old), []byte(tt.text))) {
			if sub >= 0 {
				got[i] = int(after.Subs[sub].Line)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: subs are on lines %v, want %v", tt.name, got, tt.want)
		}
	}
}

// FuzzDiffLines: the hunks describe an edit that makes one text of the other.
func FuzzDiffLines(f *testing.F) {
	f.Add("a\nb\nc", "a\nx\ny\nc")
	f.Add("", "a")
	f.Add("a\n", "a")
	f.Fuzz(func(t *testing.T, before, after string) {
		a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
		i, j := 1, 1
		for _, h := range append(align.DiffLines([]byte(before), []byte(after)), align.Hunk{len(a) + 1, len(a) + 1, len(b) + 1, len(b) + 1}) {
			if h.From < i || h.To < h.From || h.NewTo < h.NewFrom || h.From-i != h.NewFrom-j {
				// An empty last line counts as one here and not in the hunks.
				if strings.Join(a[i-1:], "") != strings.Join(b[j-1:], "") {
					t.Fatalf("hunk %v after lines %d and %d", h, i, j)
				}
				return
			}
			for ; i < h.From; i, j = i+1, j+1 {
				if a[i-1] != b[j-1] {
					t.Fatalf("lines %d and %d differ: %q, %q", i, j, a[i-1], b[j-1])
				}
			}
			i, j = h.To, h.NewTo
		}
	})
}

// No sub of a hunk is looked for among all the others: with this many, that would
// take many minutes.
func TestFollowSubsManyRewritten(t *testing.T) {
	const n = 200_000
	write := func(body string) *perl.File {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "sub f%d { %s %d }\n", i, body, i)
		}
		return perl.Scan([]byte(b.String()))
	}
	old, now := write("one"), write("another")
	begin := time.Now()
	for i, j := range align.FollowSubs(old, now, []align.Hunk{{1, n + 1, 1, n + 1}}) {
		if i != j {
			t.Fatalf("sub %d became %d", i, j)
		}
	}
	if took := time.Since(begin); took > time.Minute {
		t.Errorf("it took %v", took)
	}
}
