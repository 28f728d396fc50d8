package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// rows writes a table of subs, one a row, and the codes that perl makes of it.
func rows(format string, names []string) (text string, codes []Code) {
	text = "package T;\nour %T = (\n"
	for _, n := range names {
		text += strings.ReplaceAll(format, "NAME", n)
	}
	text += ");\n1;\n"
	return text, Scan([]byte(text)).codes()
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
		if n := Scan([]byte(same)).Misfits(codes, 99); n > 0 {
			t.Errorf("%q: %d of the text that ran do not fit", row, n)
		}
		now := Scan([]byte(text))
		if n := now.Misfits(codes, 99); n < 10 {
			t.Errorf("%q: only %d do not fit", row, n)
		}
		for i, m := range now.Align(codes) {
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
	now := Scan([]byte(text))
	if now.Misfits(codes, 99) == 0 {
		t.Error("nothing is said of a sub that looks the same and was put in")
	}
	for i, m := range now.Align(codes) {
		if m.Margin > 0 {
			t.Errorf("sub %d is certain to have become %d", i, m.Sub)
		}
	}
}

// A named sub is no anonymous one, and the other way round; a name of another
// package was given at run time.
func TestMisfitsOfKinds(t *testing.T) {
	f := Scan([]byte("package T;\nsub named { 1 }\nour $x = sub { 1 };\n"))
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
		if got := f.Misfits([]Code{test.code}, 9); got != test.want {
			t.Errorf("%+v: %d, want %d", test.code, got, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	f := Scan([]byte(`sub x { f('it\'s', "a\tb\x{41}\x42", 0x10, 1_000, 1.50, 1e3, 0777, 'a' . "b" . q(c) . $y . 'd', "one $x two", <<~E, key => 1) }
    text
      more
    E
`))
	for _, w := range []string{"it's", "a\tbAB", "16", "1000", "1.5", "511", "abc", "one ", " two", "text\n  more\n", "key"} {
		if !slices.Contains(f.Subs[0].Words, w) {
			t.Errorf("%q is not among %q", w, f.Subs[0].Words)
		}
	}
	long := strings.Repeat("x", 300)
	for _, known := range []int{256, 300} {
		if w, ok := Word([]byte(long[:known]), 300); !ok || !slices.Contains(Scan([]byte("sub { '" + long + "' }")).Subs[0].Words, w) {
			t.Errorf("a literal of which %d bytes are known is not found: %q", known, w)
		}
	}
	if _, ok := Word([]byte(long[:100]), 300); ok {
		t.Error("a literal of which too little is known has a word")
	}
}
