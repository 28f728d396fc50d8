package lsp

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// ranHere is a program that is run in the workspace, and what the editor shows
// of it. None of its files has changed, so nothing is said to have.
type ranHere struct {
	needs   string            // a module
	perl    []string          // options
	text    string            // of prog.pl
	lenses  map[int]string    // a part of each, by 1-based line
	hovers  map[int]string    // a part of each
	other   map[string]string // more files
	above   map[string]string // a part of a lens in each of them
	suspect string            // what one says: a part
}

// What public reports said went wrong, in an editor.
func TestProgramsRunHere(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const dump = "Devel::MAT::Dumper::dump('out.pmat');\n"
	for name, c := range map[string]ranHere{
		"a temporary of a sub": {
			text: `use v5.36; use Devel::MAT::Dumper;
our $kept;
sub render ($rows) {
    my $n = $rows;
    return length("<li>row</li>\n" x $n . "end");
}
render(1_000_000);
` + dump,
			lenses: map[int]string{3: "of temporaries"}, hovers: map[int]string{3: "results that its operators keep"},
			suspect: "a temporary of &main::render keeps a string of 12.4 MiB",
		},
		"names of AutoSplit": {
			needs: "Net::SSLeay",
			text: `use v5.36; use Net::SSLeay; use Devel::MAT::Dumper;
Net::SSLeay::randomize();
our @keep; push @keep, map { my $x = $_; sub { $x } } 1 .. 50;
` + dump,
			lenses: map[int]string{3: "50 closures alive"},
		},
		"code blocks of regexps": {
			text: `use v5.36; use re 'eval'; use Devel::MAT::Dumper;
our @rules;
sub rule ($word) {
    my $hits = 0;
    push @rules, qr/\b$word\b(?{ $hits++ })/;
}
rule("w$_") for 1 .. 450;
` + dump,
			lenses: map[int]string{5: "450 closures alive"}, hovers: map[int]string{5: "Their regular expressions hold them"},
		},
		"under the debugger": {
			perl: []string{"-d"},
			text: `use v5.36; use Devel::MAT::Dumper;
our @keep;
for my $n (1 .. 600) {
    push @keep, sub { $n };
}
` + dump,
			lenses: map[int]string{4: "600 closures alive"},
		},
		"a template": {
			needs: "Mojo::Template",
			text: `use v5.36; use Mojo::Template; use Mojo::File qw(path); use Devel::MAT::Dumper;
our @rows;
my $t = Mojo::Template->new->name('list.html.ep')->parse(path('list.html.ep')->slurp);
$t->process($_) for 1 .. 60;
` + dump,
			other: map[string]string{"list.html.ep": "<ul>\n% my $n = shift; push @main::rows, sub { $n };\n</ul>\n"},
			above: map[string]string{"list.html.ep": "2: 60 closures alive"},
		},
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

func (c *ranHere) check(t *testing.T) {
	if c.needs == "" {
		c.needs = "strict"
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-M"+c.needs, "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper and " + c.needs)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files := []string{"prog.pl"}
	for name, text := range c.other {
		files = append(files, name)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "prog.pl"), []byte(c.text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("perl", append(slices.Clone(c.perl), "prog.pl")...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "PERLDB_OPTS=NonStop=1 noTTY")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	e := startAnalysing(t, dir, `{"status": true, "dumps": ["*.pmat"]}`)
	for _, name := range files {
		e.open(name)
	}
	e.status("ready")
	found := e.analysed()
	lenses := e.lenses("prog.pl")
	for line, want := range c.lenses {
		if !slices.ContainsFunc(lenses, func(l string) bool { return strings.HasPrefix(l, strconv.Itoa(line)+": ") && strings.Contains(l, want) }) {
			t.Errorf("no lens on line %d with %q among %q", line, want, lenses)
		}
	}
	for line, want := range c.hovers {
		raw, _ := json.Marshal(e.hover("prog.pl", line))
		if !strings.Contains(string(raw), want) {
			t.Errorf("the hover of line %d has no %q: %s", line, want, raw)
		}
	}
	for name := range c.other {
		in := e.lenses(name)
		if want := c.above[name]; !slices.ContainsFunc(in, func(l string) bool { return strings.Contains(l, want) }) {
			t.Errorf("no lens %q in %s among %q", want, name, in)
		}
		lenses = append(lenses, in...)
	}
	if !slices.ContainsFunc(found.Suspects, func(x wire.Suspect) bool { return strings.Contains(x.Why, c.suspect) }) && c.suspect != "" {
		t.Errorf("no suspect %q among %+v", c.suspect, found.Suspects)
	}
	for _, l := range lenses {
		for _, wrong := range []string{"probably", "not found", "changed"} {
			if strings.Contains(l, wrong) {
				t.Errorf("a lens says %q", l)
			}
		}
	}
	if n := e.count("window/showMessage"); n > 0 {
		t.Errorf("a message pops up: %s", e.await("window/showMessage", nil))
	}
}
