package site_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/site"
)

// marking is a module by which perl tells which CODE it compiles where a text
// calls MARK in a BEGIN block.
const marking = `package Marking;
use B ();
use Devel::MAT::Dumper ();
my %compiled;
sub main::MARK { my ($n, $begin) = @_; my $cv = B::svref_2object($begin)->OUTSIDE; $compiled{$n} = $$cv }
END {
    open my $fh, '>', 'marks' or die $!;
    printf $fh "%d %x\n", $_, $compiled{$_} for keys %compiled;
    close $fh;
    Devel::MAT::Dumper::dump('out.pmat');
}
1;
`

// markAt stands behind the opening brace of a sub in the texts of these tests.
var markAt = regexp.MustCompile(`\{~(\d*)`)

// number numbers the marks of a text.
func number(text string) string {
	n := 0
	return markAt.ReplaceAllStringFunc(text, func(string) string { n++; return fmt.Sprintf("{~%d", n) })
}

// unmarked is a text as people write it, and where the brace of each mark is.
func unmarked(text string) (plain string, braces map[int]int) {
	braces = map[int]int{}
	var b strings.Builder
	last := 0
	for _, m := range markAt.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(text[last:m[0]])
		n, _ := strconv.Atoi(text[m[2]:m[3]])
		braces[n] = b.Len()
		b.WriteByte('{')
		last = m[1]
	}
	return b.String() + text[last:], braces
}

// markedCode is a CODE and the mark that is in its sub.
type markedCode struct {
	cv   heap.SV
	mark int
}

// runMarked runs a program with numbered marks and gives what perl compiled of
// its marked subs.
func runMarked(t *testing.T, text string) (*program, []markedCode) {
	t.Helper()
	compiled := markAt.ReplaceAllString(text, "{BEGIN{::MARK($1,CORE::__SUB__)}")
	p := run(t, map[string]string{"Marking.pm": marking, "prog.pl": compiled}, "-I.", "-MMarking", "prog.pl")
	told, err := os.ReadFile(filepath.Join(p.dir, "marks"))
	if err != nil {
		t.Fatal(err)
	}
	marks := map[pmat.Addr]int{}
	for line := range strings.Lines(string(told)) {
		var n int
		var addr pmat.Addr
		if _, err := fmt.Sscanf(line, "%d %x", &n, &addr); err != nil {
			t.Fatal(err)
		}
		// A block that is no sub is in the sub around it, which has the lesser number.
		if first, again := marks[addr]; !again || n < first {
			marks[addr] = n
		}
	}
	var codes []markedCode
	for addr, n := range marks {
		if sv, ok := p.h.At(addr); ok && p.h.Kind(sv) == heap.KindCode {
			codes = append(codes, markedCode{sv, n})
		}
	}
	slices.SortFunc(codes, func(a, b markedCode) int { return a.mark - b.mark })
	return p, codes
}

// changes are ways in which a text is edited.
var changes = map[string]func(string) string{
	"nothing":      func(text string) string { return text },
	"lines before": func(text string) string { return strings.Repeat("#\n", 7) + text },
	"lines between": func(text string) string {
		lines := strings.SplitAfter(text, "\n")
		var b strings.Builder
		for i, line := range lines {
			if i > 0 && line != "" && !strings.ContainsAny(line[:1], " \t\n})];#") {
				b.WriteString(strings.Repeat("#\n", i%3))
			}
			b.WriteString(line)
		}
		return b.String()
	},
	"lines inside": func(text string) string {
		return regexp.MustCompile(`;\n`).ReplaceAllString(text, ";\n    # more\n\n")
	},
	"put in and taken out": func(text string) string {
		text = regexp.MustCompile(`(?s)#<\n.*?#>\n`).ReplaceAllString(text, "")
		return strings.Replace(text, "#+\n", "sub put_in {\n    my ($self, @rest) = @_;\n    return map { $_ + 1 } @rest;\n}\n", 1)
	},
}

// placedRight places the marked subs of a program in an edited text.
func placedRight(t *testing.T, p *program, codes []markedCode, edit, text string) {
	t.Helper()
	plain, braces := unmarked(text)
	l := p.reading(func(path string) ([]byte, error) {
		if filepath.Base(path) == "prog.pl" {
			return []byte(plain), nil
		}
		return os.ReadFile(path)
	})
	for _, c := range codes {
		at := l.PlaceCode(c.cv)
		brace, is := braces[c.mark]
		loc, _ := p.h.Code(c.cv).Location()
		where := fmt.Sprintf("%s: %s %d (recorded on line %d) is %s %s on line %d", edit, p.name(c.cv), c.mark, loc.Line, at.State, at.Reason, at.Line)
		switch {
		case !is && (at.State == site.Gone || at.State == site.Uncertain):
		case !is:
			t.Errorf("%s, but was taken out", where)
		case at.State != site.Exact && at.State != site.Moved || at.Sub < 0:
			t.Errorf("%s, want %d", where, strings.Count(plain[:brace], "\n")+1)
		case at.Text.File.Subs[at.Sub].Body != brace && !(at.Ambiguous && at.Line == at.Text.File.LineOf(brace)):
			t.Errorf("%s: wrong, want %d", where, strings.Count(plain[:brace], "\n")+1)
		case edit == "nothing" && at.State != site.Exact:
			t.Errorf("%s, want exact", where)
		}
	}
}

func (p *program) name(cv heap.SV) string {
	name, _ := p.h.Symbols().Name(cv)
	return name
}

// TestMarkedSubs runs programs whose subs tell perl which CODE they are, edits
// them, and places each CODE.
func TestMarkedSubs(t *testing.T) {
	needPerl(t)
	for _, m := range markedPrograms {
		t.Run(m.name, func(t *testing.T) {
			args := []string{}
			for _, needs := range m.needs {
				args = append(args, "-M"+needs)
			}
			if len(args) > 0 && exec.Command("perl", append(args, "-e1")...).Run() != nil {
				t.Skip("needs ", m.needs)
			}
			text := number(m.text)
			p, codes := runMarked(t, text)
			t.Logf("%d subs", len(codes))
			if len(codes) < m.subs {
				t.Errorf("%d subs, want %d", len(codes), m.subs)
			}
			for edit, change := range changes {
				placedRight(t, p, codes, edit, change(text))
			}
		})
	}
}
