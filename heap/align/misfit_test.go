package align

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
)

// rows writes a table of subs, one a row, and the codes that perl makes of it.
func rows(format string, names []string) (text string, codes []Code) {
	text = "package T;\nour %T = (\n"
	for _, n := range names {
		text += strings.ReplaceAll(format, "NAME", n)
	}
	text += ");\n1;\n"
	return text, codesOf(perl.Scan([]byte(text)))
}

// Rows of one height have put others in: the lines fit, what is in the subs does
// not.
func TestMisfits(t *testing.T) {
	var names []string
	for i := range 20 {
		names = append(names, fmt.Sprintf("tag_%c", 'a'+i))
	}
	more := slices.Insert(slices.Clone(names), 4, "new")
	for _, row := range []string{
		"  NAME => sub { 1 },\n", "  sub { shift->param('NAME') },\n", "  sub { get_NAME() },\n", "  sub { NAME::run(@_) },\n", "  sub { $T::NAME++ },\n",
		"  sub { x 'text of ' . \"NAME and\n\" . q(more) },\n", "  sub { '" + strings.Repeat("long text of ", 7) + "NAME' },\n", "  sub { <<'EOT' },\ntext of\nNAME\nEOT\n",
		"  NAME => {a => {b => sub { 1 }}},\n",
	} {
		_, codes := rows(row, names)
		text, _ := rows(row, more)
		same, _ := rows(row, names)
		if n := Misfits(perl.Scan([]byte(same)), codes, 99); n > 0 {
			t.Errorf("%q: %d of the text that ran do not fit", row, n)
		}
		now := perl.Scan([]byte(text))
		if n := Misfits(now, codes, 99); n < 10 {
			t.Errorf("%q: only %d do not fit", row, n)
		}
		for i, m := range Codes(now, codes) {
			want := i
			if i >= 4 {
				want++
			}
			if m.Sub != want {
				t.Errorf("%q: sub %d became %d", row, i, m.Sub)
			}
		}
	}
	// Nothing tells these apart, and there is one too many.
	_, codes := rows("  sub { 1 },\n", names)
	text, _ := rows("  sub { 1 },\n", more)
	now := perl.Scan([]byte(text))
	if Misfits(now, codes, 99) == 0 {
		t.Error("nothing is said of a sub that looks the same and was put in")
	}
	for i, m := range Codes(now, codes) {
		if m.Margin > 0 {
			t.Errorf("sub %d is certain to have become %d", i, m.Sub)
		}
	}
}

// A named sub is no anonymous one, and the other way round; a name of another
// package was given at run time.
func TestMisfitsOfKinds(t *testing.T) {
	f := perl.Scan([]byte("package T;\nsub named { 1 }\nour $x = sub { 1 };\n"))
	for _, test := range []struct {
		code Code
		want int
	}{
		{Code{Trait: Trait{Name: "named"}, Package: "T", Line: 2}, 0},
		{Code{Line: 2, Closure: true}, 1},
		{Code{Line: 3, Closure: true}, 0},
		{Code{Trait: Trait{Name: "other"}, Package: "T", Line: 3}, 1},
		{Code{Trait: Trait{Name: ":around"}, Package: "Class::MOP::Class:", Line: 3}, 0},
	} {
		if got := Misfits(f, []Code{test.code}, 9); got != test.want {
			t.Errorf("%+v: %d, want %d", test.code, got, test.want)
		}
	}
}
