package perl

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzScan holds Scan to what it promises for any bytes: no panic, offsets in
// range and in order, subs that nest, lines that fit the offsets, and linear
// time.
func FuzzScan(f *testing.F) {
	files, err := filepath.Glob("testdata/*.p[lm]")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{
		"sub f { \"@{[ map { sub { $_ } } qw{a b} ]}\" =~ s{x}{ sub { 1 } }e }",
		"print <<A, <<~'B', \"x\n1 $h{a}\nA\n  2\n  B\n\";",
		"# line 7 \"x.tt\"\nsub f($x, $y = {}) :lvalue { /[{]/ ? 1 : y/a/b/ }",
		"package A 1.0 { method m { } ADJUST { bless {}, 'A' } }\nformat =\n@<<\n.\n=pod\n\n=cut\n",
		"sub { q{ \n sub f {\n}\n} } ) ] } ${ $$x @$x %$x &$x *x $#{x} $#x <$fh> <<>> -e / 2",
		"package A; use SelfLoader;\n1;\n__DATA__\nsub f { sub { <<X } }\n1\nX\n  sub A::g\n{ __DATA__\n}\npackage B;\n=pod\nsub h { 1 }\n=cut\n__END__\nsub i { 1 }",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		checkFile(t, text, Scan(text))
	})
}

func checkFile(t *testing.T, text []byte, f *File) {
	t.Helper()
	if f.Size != len(text) || f.End < 0 || f.End > f.Size {
		t.Fatalf("size %d, end %d of %d bytes", f.Size, f.End, len(text))
	}
	for i := range f.Subs {
		s := &f.Subs[i]
		if !(0 <= s.Start && s.Start <= s.First && s.First <= s.FirstEnd && s.FirstEnd <= s.End && s.End <= len(text)) {
			t.Fatalf("sub %d: offsets out of order: start %d first %d-%d end %d of %d", i, s.Start, s.First, s.FirstEnd, s.End, len(text))
		}
		if s.Body < s.Start || s.Body >= s.End || text[s.Body] != '{' {
			t.Fatalf("sub %d: body at %d of %d-%d", i, s.Body, s.Start, s.End)
		}
		if s.Line != f.LineOf(s.Start) || s.Line > s.BodyLine || s.BodyLine > s.LastLine || s.Line > s.FirstLine || s.FirstLine > s.FirstEndLine {
			t.Fatalf("sub %d: lines %d %d %d, first %d-%d", i, s.Line, s.BodyLine, s.LastLine, s.FirstLine, s.FirstEndLine)
		}
		if i > 0 && f.Subs[i-1].Start >= s.Start {
			t.Fatalf("sub %d starts at %d, not behind the one before", i, s.Start)
		}
		depth := 0
		if s.Parent >= 0 {
			p := &f.Subs[s.Parent]
			if s.Parent >= i || p.Start >= s.Start || p.End < s.End {
				t.Fatalf("sub %d (%d-%d) is not inside its parent %d (%d-%d)", i, s.Start, s.End, s.Parent, p.Start, p.End)
			}
			depth = p.Depth + 1
		}
		if s.Depth != depth {
			t.Fatalf("sub %d: depth %d under %d", i, s.Depth, s.Parent)
		}
		if i > 0 {
			if b := &f.Subs[i-1]; s.Start < b.End && s.End > b.End {
				t.Fatalf("subs %d and %d overlap", i-1, i)
			}
		}
		if in := f.SubsAt(s.Line); len(f.Subs) < 100 && !contains(in, i) {
			t.Fatalf("SubsAt(%d) = %v lacks sub %d", s.Line, in, i)
		}
		checkVariables(t, f, s.Declares, s.Start, s.End)
	}
	checkVariables(t, f, f.Declares, 0, len(text))
	for _, p := range f.Packages {
		if p.Start < 0 || p.Start > p.End || p.End > len(text) {
			t.Fatalf("package %q %d-%d", p.Name, p.Start, p.End)
		}
	}
	for _, b := range f.Blesses {
		if b.Offset < 0 || b.Offset >= len(text) || b.Sub >= len(f.Subs) {
			t.Fatalf("bless %+v", b)
		}
	}
	for _, e := range f.Evals {
		if e.Offset < 0 || e.Offset >= len(text) || e.Sub >= len(f.Subs) {
			t.Fatalf("eval %+v", e)
		}
	}
}

func checkVariables(t *testing.T, f *File, vs []Variable, from, to int) {
	t.Helper()
	for i, v := range vs {
		if v.Offset < from || v.Offset >= to || v.Line != f.LineOf(v.Offset) || len(v.Name) < 2 {
			t.Fatalf("variable %+v outside %d-%d", v, from, to)
		}
		if i > 0 && vs[i-1].Offset > v.Offset {
			t.Fatalf("variables out of order at %+v", v)
		}
	}
}

func contains(in []int, i int) bool {
	for _, k := range in {
		if k == i {
			return true
		}
	}
	return false
}
