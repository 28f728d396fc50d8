package text

import (
	"strings"
	"testing"
)

func TestFitMiddle(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"lib/Foo.pm:12", 13, "lib/Foo.pm:12"},
		{"/srv/app/lib/Foo/Bar.pm:120", 16, "/srv/…Bar.pm:120"},
		{"%Foo::日本語::cache", 12, "%Fo…::cache"},
		{"abcdef", 2, "a…"},
		{"abcdef", 0, ""},
	} {
		if got := FitMiddle(c.in, c.width); got != c.want || Width(got) > c.width {
			t.Errorf("FitMiddle(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	const said = "1. lib/Foo.pm:12\n   \x1b[1mthe closures\x1b[0m made here stay there\n\n"
	if got := Plain.Wrap(said); got != said {
		t.Errorf("without a width: %q", got)
	}
	want := "1. lib/Foo.pm:12\n   \x1b[1mthe closures\x1b[0m \n     made here \n     stay there\n\n"
	if got := Plain.Within(16).Wrap(said); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A table that is too wide loses columns that may go, then the middle of cells that
// may be cut, and never a digit.
func TestTableFits(t *testing.T) {
	for _, c := range []struct {
		width int
		want  string
	}{
		{0, "BYTES  AT              WHAT\n1,234  0x55d0c8a3e2b8  the elements of @Foo::Bar::queue\n"},
		{60, "BYTES  AT              WHAT\n1,234  0x55d0c8a3e2b8  the elements of @Foo::Bar::queue\n"},
		{44, "BYTES  AT              WHAT\n1,234  0x55d0c8a3e2b8  the el…oo::Bar::queue\n"},
		{30, "BYTES  WHAT\n1,234  the ele…Foo::Bar::queue\n"},
		{4, "BYTES  …\n1,234  …\n"},
	} {
		table := Table{Seps: []string{"  "}, Style: Plain.Within(c.width), Cut: []int{2}, Drop: []int{1}}
		table.Add("BYTES", "AT", "WHAT")
		table.Add("1,234", "0x55d0c8a3e2b8", "the elements of @Foo::Bar::queue")
		if got := table.String(); strings.TrimRight(got, " ") != c.want {
			t.Errorf("%d columns:\n%s, want\n%s", c.width, got, c.want)
		}
	}
}
