package site_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
)

// needPerl skips a test, or fails it where the tools are required, if perl
// cannot load some modules.
func needPerl(t *testing.T, modules ...string) {
	t.Helper()
	args := []string{"-MDevel::MAT::Dumper"}
	for _, m := range modules {
		args = append(args, "-M"+m)
	}
	if err := exec.Command("perl", append(args, "-e1")...).Run(); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" && len(modules) == 0 {
			t.Fatal("no perl with Devel::MAT::Dumper")
		}
		t.Skip("no perl with Devel::MAT::Dumper ", modules)
	}
}

// program is one that was run in a folder of its own, and what it left alive.
type program struct {
	t     *testing.T
	dir   string
	dump  string
	h     *heap.Heap
	items []site.Item
}

// run writes files, given as name and text, runs perl in their folder, and
// loads out.pmat, which the program writes there.
func run(t *testing.T, files map[string]string, args ...string) *program {
	t.Helper()
	return runOn(t, "perl", files, args...)
}

// runOn is run with a certain perl.
func runOn(t *testing.T, perl string, files map[string]string, args ...string) *program {
	t.Helper()
	p := &program{t: t, dir: t.TempDir()}
	for name, text := range files {
		p.write(name, text)
	}
	p.dump = filepath.Join(p.dir, "out.pmat")
	cmd := exec.Command(perl, args...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "PWD="+p.dir, "PERLDB_OPTS=NonStop=1 noTTY")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", perl, args, err, out)
	}
	h, table := collect(t, p.dump)
	items, err := site.Alive(context.Background(), h, table, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.h, p.items = h, items
	return p
}

func (p *program) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// touch gives a file of the program another time.
func (p *program) touch(name string, at time.Time) {
	p.t.Helper()
	if err := os.Chtimes(filepath.Join(p.dir, name), at, at); err != nil {
		p.t.Fatal(err)
	}
}

// ran finds the files where they are now, as the commands do.
func (p *program) ran() *site.Program {
	folders := []string{p.dir}
	reader := files.New(p.t.Context(), files.Policy{Folders: folders, Elsewhere: true})
	return site.NewProgram(p.h, site.Workspace{Folders: folders, Files: site.NewDisk(p.h, reader, folders, nil), Written: growth.TimeOf(p.dump)})
}

// reading is the program with other texts, of which nobody knows how old they are.
func (p *program) reading(read func(path string) ([]byte, error)) *site.Program {
	found := p.ran()
	return site.NewProgram(p.h, site.Workspace{Folders: []string{p.dir}, Files: fakeFiles{found.File, read}, Written: growth.TimeOf(p.dump)})
}

// places lists the items of the program's own files and of none, a line each.
func (p *program) places() []string {
	l := p.ran()
	var all []string
	for k := range p.items {
		i := &p.items[k]
		s := l.Places(i)[0]
		if s.Path != "" && !strings.HasPrefix(s.Path, p.dir) {
			continue
		}
		file := "no file"
		if s.Path != "" {
			file, _ = filepath.Rel(p.dir, s.Path)
		}
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s: %d at %s %s:%d %s %s", i.Kind, i.Name, i.Count, s.Role, file, s.Line, s.State, s.Reason)))
	}
	return all
}

// want checks that the places of a program have some lines.
func (p *program) want(lines ...string) {
	p.t.Helper()
	all := p.places()
	for _, line := range lines {
		if !slices.Contains(all, line) {
			p.t.Errorf("no %q in\n%s", line, strings.Join(all, "\n"))
			return
		}
	}
}

// drifted lists what is said to have moved, to be gone, or not to be sure.
func (p *program) drifted() []string {
	return slices.DeleteFunc(p.places(), func(line string) bool {
		return !strings.Contains(line, " moved") && !strings.Contains(line, " uncertain") && !strings.Contains(line, " gone")
	})
}

const dumpHere = "use Devel::MAT::Dumper; Devel::MAT::Dumper::dump('out.pmat');\n"

// Perl's own lines in texts that are no Perl are right as they are.
func TestTemplates(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{
		"templates/list.html.ep": "<h1>it's</h1>\n% my $row = begin\n  % my $i = shift;\n  <li><%= $i %></li>\n% end\n",
		"templates/list.tt":      "[% FOREACH a IN b %]\nsub fake {\n[% END %]\n",
		"page.mc":                "<%init>\nmy $cb = sub {\n    my $x = shift;\n    return $x;\n};\n</%init>\n",
		"prog.pl": `our @rows;
sub compiled { my ($file, $n, $text) = @_; eval qq{#line $n "$file"\n$text} or die $@ }
for my $n (1 .. 9) {
    push @rows, compiled('templates/list.html.ep', 3, 'my @page = ($n); sub { my $i = shift; "$i of @page" }');
    push @rows, compiled('templates/list.tt', 2, 'my %stash; sub { $stash{$n} }');
    push @rows, compiled('page.mc', 2, "my \$y = \$n; sub {\n    my \$x = shift;\n    return \$x + \$y;\n}");
}
` + dumpHere,
	}, "prog.pl")
	want := []string{
		"closure : 9 at line templates/list.html.ep:3 exact template",
		"closure : 9 at line templates/list.tt:2 exact template",
		"variable @page: 9 at line templates/list.html.ep:3 exact template",
	}
	p.want(want...)
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
	// Nothing tells of one that is newer than the dump whether it is still the one that ran.
	p.touch("templates/list.html.ep", time.Now().Add(time.Hour))
	p.want("closure : 9 at line templates/list.html.ep:3 uncertain unclear", want[1], "variable @page: 9 at line templates/list.html.ep:3 uncertain unclear")
	p.write("templates/list.html.ep", "<h1>it's</h1>\n")
	p.touch("templates/list.html.ep", time.Now().Add(time.Hour))
	p.want("closure : 9 at line templates/list.html.ep:3 gone unclear")
}

// What AutoLoader loads from files that AutoSplit has made stands behind the
// __END__ of the module, whatever that was called when it was split.
func TestAutoLoader(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{
		"lib/My/Lazy.pm": `package My::Lazy;
use strict;
use AutoLoader 'AUTOLOAD';
our @keep;
1;
__END__

sub sum {
    my ($n) = @_;
    my %by = (a => $n);
    push @My::Lazy::keep, sub {
        return $by{a};
    };
}
`,
		"prog.pl": `use lib 'lib'; use AutoSplit;
mkdir 'build'; mkdir 'lib/auto'; mkdir "$_/My" for 'build', 'lib/auto';
use File::Copy; copy('lib/My/Lazy.pm', 'build/My/Lazy.pm');
chdir 'build'; { local *STDOUT; open STDOUT, '>', '/dev/null'; AutoSplit::autosplit('My/Lazy.pm', '../lib/auto', 0, 1, 0) }
chdir '..'; unlink 'build/My/Lazy.pm';
require My::Lazy;
My::Lazy::sum($_) for 1 .. 9;
` + dumpHere,
	}, "prog.pl")
	want := []string{"closure &My::Lazy::__ANON__: 9 at line lib/My/Lazy.pm:11 exact generated", "variable %by: 9 at line lib/My/Lazy.pm:11 exact generated"}
	p.want(want...)
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
	p.touch("lib/My/Lazy.pm", time.Now().Add(time.Hour))
	p.want(want...) // its text is the one that ran
	p.write("lib/My/Lazy.pm", "package My::Lazy;\nuse AutoLoader 'AUTOLOAD';\n1;\n__END__\n"+strings.Repeat("\n", 20))
	p.touch("lib/My/Lazy.pm", time.Now().Add(time.Hour))
	p.want("closure &My::Lazy::__ANON__: 9 at line lib/My/Lazy.pm:12 uncertain unclear")
}

// SelfLoader reads subs behind __DATA__, and gives perl each as a text of its own.
func TestSelfLoader(t *testing.T) {
	needPerl(t)
	const text = `package Lazy;
use SelfLoader;
our @keep;
1;
__DATA__

sub bar {
    my ($n) = @_;
    push @Lazy::keep, sub { $n };
}

=pod

sub none { sub { 1 } }

=cut

sub Lazy::foo
{
    my %by = (a => shift);
    push @Lazy::keep, sub {
        return $by{a};
    };
}
package Lazy::Too;
sub bar {
    my ($m) = @_;
    push @Lazy::keep,
        sub { $m };
}
__END__
sub bar { push @Lazy::keep, sub { $n } }
`
	p := run(t, map[string]string{
		"lib/Lazy.pm": text,
		"prog.pl":     "use lib 'lib'; use Lazy; for (1 .. 9) { Lazy::bar($_); Lazy::foo($_); Lazy::Too->bar }\n" + dumpHere,
	}, "prog.pl")
	p.want("variable @Lazy::keep: 1 at declaration lib/Lazy.pm:3 exact",
		"closure &Lazy::__ANON__: 9 at sub lib/Lazy.pm:9 exact",
		"closure &Lazy::__ANON__: 9 at sub lib/Lazy.pm:21 exact", "variable %by: 9 at declaration lib/Lazy.pm:20 exact",
		"closure &Lazy::Too::__ANON__: 9 at sub lib/Lazy.pm:29 exact")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
	p.write("lib/Lazy.pm", strings.Replace(text, "sub Lazy::foo\n{\n", "sub Lazy::foo\n{\n    # nothing yet\n\n    log();\n", 1))
	p.touch("lib/Lazy.pm", time.Now().Add(time.Hour))
	p.want("closure &Lazy::__ANON__: 9 at sub lib/Lazy.pm:9 exact", "closure &Lazy::__ANON__: 9 at sub lib/Lazy.pm:24 moved unclear",
		"closure &Lazy::Too::__ANON__: 9 at sub lib/Lazy.pm:32 exact")
}

// A fatpacked script gives perl its modules by an object in @INC. If it tells
// the lines, they are those of the script.
func TestFatPacked(t *testing.T) {
	needPerl(t)
	text := `BEGIN {
my %fatpacked;
$fatpacked{"Fat/Mod.pm"} = <<'FAT_MOD';
  package Fat::Mod;
  our @keep;
  sub make {
      my ($n) = @_;
      my %h = (n => $n);
      push @keep, sub {
          return $h{n};
      };
  }
  1;
FAT_MOD
s/^  //mg for values %fatpacked;
sub FatPacked::INC { my $text = $_[0]{$_[1]}; $text ? \$text : () }
unshift @INC, bless \%fatpacked, 'FatPacked';
}
use Fat::Mod;
Fat::Mod::make($_) for 1 .. 9;
` + dumpHere
	p := run(t, map[string]string{"prog.pl": text}, "prog.pl")
	p.want("closure &Fat::Mod::__ANON__: 9 at line no file:7 unlocated nofile", "variable %h: 9 at line no file:7 unlocated nofile")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
	p = run(t, map[string]string{"prog.pl": strings.Replace(text, "<<'FAT_MOD'", `'#line '.(1 + __LINE__).' "'.__FILE__."\"\n".<<'FAT_MOD'`, 1)}, "prog.pl")
	p.want("closure &Fat::Mod::__ANON__: 9 at line prog.pl:9 exact generated", "sub &Fat::Mod::make: 1 at line prog.pl:6 exact generated")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// Scripts that a module has made subs of are those of their files.
func TestScriptsAsSubs(t *testing.T) {
	needPerl(t, "CGI::Compile", "Plack::App::CGIBin")
	p := run(t, map[string]string{
		"form.cgi": `#!/usr/bin/perl
our (@keep, %seen);
my $count = 0;
print "Content-Type: text/plain\n\n";
handle($_) for 1 .. 9;

sub handle {
    my ($n) = @_;
    my %opt = (n => $n);
    push @keep, sub { $opt{n} };
    $seen{$n} = [map { my $x = $_; sub { $x + $n } } 1 .. 3];
}
`,
		"prog.pl": `use Plack::App::CGIBin; use CGI::Compile;
my $app = Plack::App::CGIBin->new(root => '.', exec_cb => sub { 0 })->to_app;
my $sub = CGI::Compile->compile('./form.cgi');
for (1 .. 2) {
    open my $in, '<', '/dev/null';
    $app->({ REQUEST_METHOD => 'GET', SCRIPT_NAME => '', PATH_INFO => '/form.cgi', QUERY_STRING => '', SERVER_NAME => 'x', SERVER_PORT => 80,
        'psgi.input' => $in, 'psgi.errors' => \*STDERR, 'psgi.url_scheme' => 'http' })->[0] == 200 or die;
}
{ local *STDOUT; open STDOUT, '>', '/dev/null'; $sub->() }
` + dumpHere,
	}, "prog.pl")
	all := strings.Join(p.places(), "\n")
	for _, part := range []string{"::__ANON__: 27 at sub form.cgi:10 exact\n", "variable %opt: 27 at declaration form.cgi:9 exact\n", "::keep: 1 at mention form.cgi:2 exact\n"} {
		if !strings.Contains(all, part) {
			t.Errorf("no %q in\n%s", part, all)
		}
	}
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// mod_perl's Registry wraps a script into a sub of a package that is named after
// it, and tells perl the script's lines. This is the shape of it; a script under
// Apache is placed the same.
func TestRegistryScripts(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{
		"form.pl": `#!/usr/bin/perl
use strict;
use warnings;

our @kept;

sub handle {
    my ($n) = @_;
    push @kept, sub { return $n + 1 };
}

handle($_) for 1 .. 9;
`,
		"prog.pl": `use Cwd; my $file = getcwd() . '/form.pl';
open my $in, '<', $file or die; my $text = do { local $/; <$in> };
my $package = 'ModPerl::ROOT::ModPerl::Registry::form_2epl';
eval "package $package;sub handler {local \$0 = '$file';\n\n# line 1 $file\n$text\n}\n1;" or die $@;
$package->can('handler')->() for 1 .. 3;
` + dumpHere,
	}, "prog.pl")
	p.want("closure &ModPerl::ROOT::ModPerl::Registry::form_2epl::__ANON__: 27 at sub form.pl:9 exact", "variable @ModPerl::ROOT::ModPerl::Registry::form_2epl::kept: 1 at mention form.pl:5 exact")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// Templates of Mojolicious that stand behind __DATA__ are in no file of their
// own; those in files are.
func TestMojoTemplates(t *testing.T) {
	needPerl(t, "Mojolicious::Lite", "Test::Mojo")
	const template = "<h1>hello</h1>\n% my @rows = (1 .. 5);\n% for my $n (@rows) {\n%= keep begin\n  <li><%= $n %> of <%= scalar @rows %></li>\n% end\n% }\n"
	p := run(t, map[string]string{
		"templates/file.html.ep": template,
		"prog.pl": "use Mojolicious::Lite -signatures; use Test::Mojo;\nour @keep;\nhelper keep => sub ($c, $cb) { push @keep, $cb; '' };\nget '/' => 'index'; get '/file' => 'file';\napp->log->level('fatal');\n" +
			"my $t = Test::Mojo->new; $t->ua->get($_) for ('/', '/file') x 4;\n" + dumpHere + "__DATA__\n\n@@ index.html.ep\n" + template,
	}, "prog.pl")
	all := strings.Join(p.places(), "\n")
	for _, part := range []string{"::__ANON__: 20 at line no file:4 unlocated template\n", "::__ANON__: 20 at line templates/file.html.ep:4 exact template\n", "variable @rows: 4 at line templates/file.html.ep:4 exact template\n"} {
		if !strings.Contains(all, part) {
			t.Errorf("no %q in\n%s", part, all)
		}
	}
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// Of several evals in a sub, or in none, the one stands for a CODE that has its
// name, variables and literals.
func TestSeveralEvals(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{"prog.pl": `our @keep;
sub maker {
    my ($name, $n) = @_;
    my %opt = (n => $n);
    push @keep, eval q{ sub { "$name first" } };
    push @keep, eval q{ sub { my $two = shift; $opt{n} + $two } };
    push @keep, eval q{ my %cache; sub { my $id = shift; $cache{$id} ||= $n } };
    push @keep, eval q{ sub { my $id = shift; "third" . $name . $id } };
    return;
}
maker("n$_", $_) for 1 .. 9;
eval q{ sub named_a { my $q = 1; push @keep, sub { $q } } };
eval q{ sub named_b { my $r = 1; push @keep, sub { $r . 'b' } } };
sub calls { named_a(), named_b() for 1 .. 4 }
calls();
` + dumpHere}, "prog.pl")
	p.want("closure : 9 at eval prog.pl:5 exact", "closure : 9 at eval prog.pl:6 exact", "closure : 9 at eval prog.pl:7 exact", "closure : 9 at eval prog.pl:8 exact",
		"sub &main::named_a: 1 at eval prog.pl:12 exact", "sub &main::named_b: 1 at eval prog.pl:13 exact", "variable $r: 4 at eval prog.pl:13 exact", "variable $q: 4 at eval prog.pl:12 exact")
}

// What Moose generates stands at the declaration that it names, also after the
// text has changed.
func TestMooseGenerated(t *testing.T) {
	needPerl(t, "Moose")
	text := `package Point;
use Moose;

has x => (is => 'rw', default => sub { my %h = (a => 1); \%h });
has y => (
    is      => 'rw',
    lazy    => 1,
    builder => '_y',
);

sub _y { 7 }

sub area {
    my ($self) = @_;
    my $k = 3;
    return sub { $self->x . $k };
}

around area => sub {
    my ($orig, $self) = @_;
    return $self->$orig;
};

__PACKAGE__->meta->make_immutable;
1;
`
	p := run(t, map[string]string{"Point.pm": text, "prog.pl": "use lib '.'; use Point; our @p = map { my $p = Point->new; $p->y; $p->area; $p } 1 .. 9;\n" + dumpHere}, "prog.pl")
	p.want("sub &Point::x: 1 at line Point.pm:4 exact", "sub &Point::y: 1 at line Point.pm:5 exact", "variable $defaults: 1 at line Point.pm:24 exact")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
	p.write("Point.pm", strings.Replace(text, "has x", "my $twice = 2;\n\n# a comment\n\nsub twice { $twice * $_[0]->x }\n\nhas x", 1))
	p.touch("Point.pm", time.Now().Add(time.Hour))
	p.want("sub &Point::x: 1 at line Point.pm:10 moved changed", "sub &Point::y: 1 at line Point.pm:11 moved changed", "variable $defaults: 1 at line Point.pm:30 uncertain changed")
}

// Code blocks of regular expressions have no line of their own.
func TestRegexpBlocks(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{"prog.pl": `use re 'eval'; our @rules;
sub rule {
    my ($word) = @_;
    my $hits = 0;
    push @rules, qr/\b$word\b(?{ $hits++ })/;
}
sub two {
    my ($word) = @_;
    my ($a, $b);
    push @rules, qr/$word(?{ $a++ })/;
    push @rules, qr/$word(??{ $b })/;
}
rule("w$_"), two("v$_") for 1 .. 20;
my $n = 0; push @rules, map { my $w = $_; qr/$w(?{ $n++ })/ } 1 .. 7;
` + dumpHere}, "prog.pl")
	p.want("closure &main::__ANON__: 20 at line prog.pl:5 exact regexp", "variable $hits: 20 at declaration prog.pl:4 exact",
		"closure &main::__ANON__: 20 at line prog.pl:10 exact regexp", "closure &main::__ANON__: 7 at line prog.pl:14 exact regexp")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// What no text declares was made at run time, and stands where perl first saw
// it.
func TestMadeAtRunTime(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{"prog.pl": `use strict; use vars qw(%declared);
%declared = map { $_ => 1 } 1 .. 9;
my $package = 'Made'; our @got;
{ no strict 'refs';
  for my $n (1 .. 2) {
    %{"${package}::__STORAGE_$n"} = (a => 1);



    push @{"Class$n\::PARENTS"}, 1;
    *{"Made::sub$n"} = sub { "sub $n" };
  }
}
use Symbol; my @handles = map { gensym } 1 .. 3; push @{*$_}, 1 .. 9 for @handles;
use constant { map { ("K$_" => [1 .. 40]) } 1 .. 2 };
` + dumpHere}, "prog.pl")
	p.want("variable %main::declared: 1 at declaration prog.pl:1 exact", "variable %Made::__STORAGE_1: 1 at line prog.pl:6 exact runtime",
		"variable %Made::__STORAGE_2: 1 at line prog.pl:6 exact runtime", "variable @Class2::PARENTS: 1 at mention prog.pl:10 exact",
		"sub &main::K1: 1 at line no file:0 unlocated runtime")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// A string or a here-document may tell perl the line that it stands on.
func TestQuotedSubs(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{"prog.pl": `our @keep;
sub define {
    my ($name) = @_;
    my $line = __LINE__ + 3;
    my $code = <<"EOT";
#line $line "$0"
sub $name {
    my \$q = shift;
    return sub {
        return \$q;
    };
}
1;
EOT
    eval $code or die $@;
}
define("one"); define("two");
push @keep, one($_), two($_) for 1 .. 6;
` + dumpHere}, "prog.pl")
	want := []string{"closure &main::__ANON__: 12 at line prog.pl:9 exact generated", "sub &main::one: 1 at line prog.pl:7 exact generated", "sub &main::define: 1 at sub prog.pl:2 exact"}
	p.want(want...)
	p.touch("prog.pl", time.Now().Add(time.Hour))
	p.want(want...)
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// Under the debugger perl keeps the lines of all files, and tells the lines of
// no sub but in the names of anonymous ones.
func TestDebugger(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{"prog.pl": `our @keep;
sub make {
    my ($n) = @_;
    push @keep, sub {
        return $n;
    };
    push @keep, sub { $n }, sub { $n + 1 };
}
make($_) for 1 .. 8;
` + dumpHere}, "-d", "prog.pl")
	p.want("closure &main::__ANON__[prog.pl:6]: 8 at sub prog.pl:4 exact", "closure &main::__ANON__[prog.pl:7]: 8 at sub prog.pl:7 exact",
		"variable $n: 8 at declaration prog.pl:3 exact", "sub &main::make: 1 at sub prog.pl:2 exact")
	kept := 0
	for _, line := range p.places() {
		if strings.Contains(line, "@main::_<") {
			kept++
			if !strings.HasSuffix(line, "line no file:0 unlocated debugger") {
				t.Error(line)
			}
		}
	}
	if kept != 1 {
		t.Errorf("%d rows of source texts", kept)
	}
}

// A program that is in no file is in none.
func TestNoFile(t *testing.T) {
	needPerl(t)
	p := run(t, nil, "-e", "our %big = map { $_ => 1 } 1 .. 99; our @keep = map { my $x = $_; sub { $x } } 1 .. 9; "+dumpHere)
	p.want("variable %main::big: 1 at line no file:1 unlocated nofile", "closure &main::__ANON__: 9 at line no file:1 unlocated nofile")
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// Keywords of modules wrap the body of a sub: perl then records their line.
func TestWrappedSubs(t *testing.T) {
	needPerl(t, "Future", "Future::AsyncAwait")
	p := run(t, map[string]string{"prog.pl": `use Future; use Future::AsyncAwait; our @keep;
sub install {
    my ($name) = @_;
    push @keep, async sub {
        my $x = shift;
        return "$name $x";
    };
}
async sub named {

    my $y = shift;
    push @keep, sub { $y };
}
install("n$_"), named($_) for 1 .. 9;
` + dumpHere}, "prog.pl")
	want := []string{"closure &main::__ANON__: 9 at sub prog.pl:4 exact", "closure &main::__ANON__: 9 at sub prog.pl:12 exact", "variable $name: 9 at declaration prog.pl:3 exact"}
	p.want(want...)
	p.touch("prog.pl", time.Now().Add(time.Hour)) // without the time, it is the keyword
	p.want(want...)
	if d := p.drifted(); len(d) > 0 {
		t.Errorf("drifted: %q", d)
	}
}

// That a file has changed is said if and only if it is known.
func TestChangeIsKnown(t *testing.T) {
	needPerl(t)
	text := `our @keep;
sub first {
    my ($n) = @_;
    push @keep, sub { return $n };
}

sub second {
    my ($m, %opt) = @_;
    push @keep, sub { return $m + $opt{by} };
}
first($_), second($_) for 1 .. 5;
` + dumpHere
	p := run(t, map[string]string{"prog.pl": text}, "prog.pl")
	exact := "closure &main::__ANON__: 5 at sub prog.pl:9 exact"
	p.want(exact)
	p.touch("prog.pl", time.Now().Add(time.Hour))
	p.want(exact) // its text is the one that ran

	p.write("prog.pl", strings.Replace(text, "sub second", "\n\n\n\n\n\nsub second", 1))
	moved := "closure &main::__ANON__: 5 at sub prog.pl:15 moved changed"
	p.want(moved, "closure &main::__ANON__: 5 at sub prog.pl:4 exact")
	// A tool that keeps times has put another version there.
	p.touch("prog.pl", time.Now().Add(-time.Hour))
	p.want(moved, "closure &main::__ANON__: 5 at sub prog.pl:4 exact")
}

// An operator keeps its result in the pad of its sub until it runs again.
func TestTemporaries(t *testing.T) {
	needPerl(t)
	p := run(t, map[string]string{"prog.pl": `our $kept;
sub render {
    my ($rows) = @_;
    return length("<li>row</li>\n" x $rows . "end");
}
render(10_000);
` + dumpHere}, "prog.pl")
	for _, i := range p.items {
		if i.Kind == site.KindSub && i.Name == "" && i.Temporaries > 4096 {
			t.Errorf("the program has %d bytes of temporaries", i.Temporaries) // it calls the sub by a reference
		}
	}
	for _, i := range p.items {
		if i.Name == "&main::render" && i.Kind == site.KindSub {
			if i.Temporaries < 2*13*10_000 || i.Temporaries > 3*13*10_000 || i.Bytes < i.Temporaries {
				t.Errorf("%d bytes of temporaries, %d in all", i.Temporaries, i.Bytes)
			}
			return
		}
	}
	t.Error("no sub render")
}

// Nothing is said to have moved, to be gone, or not to be sure in the modules
// that are installed here: they have not changed.
func TestInstalledModules(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	needPerl(t)
	loaded := 0
	for _, modules := range [][]string{
		{"POSIX", "Storable", "Encode", "File::Temp", "IO::Socket::INET", "Pod::Usage", "Test::More", "CPAN::Meta", "HTTP::Tiny", "JSON::PP", "Math::BigFloat", "Unicode::Collate", "Module::Metadata", "Tie::File", "Text::Balanced", "Term::ANSIColor", "SelfLoader", "AutoLoader"},
		{"Mojolicious", "Mojolicious::Commands", "Mojo::UserAgent", "Mojo::Server::Daemon", "Test::Mojo"},
		{"AnyEvent", "AnyEvent::Socket", "AnyEvent::Handle", "PPI"},
		{"Moose", "Moose::Util::TypeConstraints", "MooseX::Role::Parameterized", "Dist::Zilla", "Dist::Zilla::Dist::Builder", "Dist::Zilla::App"},
		{"Catalyst", "Catalyst::Controller", "Catalyst::View", "DBIx::Class::Schema"},
		{"Dancer2", "Template", "Moo", "Type::Tiny", "Types::Standard", "Text::Xslate", "HTML::Mason"},
		{"POE", "POE::Wheel::ReadWrite", "POE::Wheel::Run", "POE::Component::Client::TCP", "POE::Component::Server::TCP", "Perl::Critic", "Perl::Critic::Utils"},
		{"Object::Pad", "Function::Parameters", "Syntax::Keyword::Try", "Test2::V0", "Mouse", "Net::SSLeay", "CGI::Compile"},
	} {
		p := run(t, map[string]string{"load.pl": "eval \"require $_\" && $n++ for @ARGV; our @keep = map { my $x = $_; sub { $x } } 1 .. $n;\n" + dumpHere}, append([]string{"load.pl"}, modules...)...)
		l := p.ran()
		states := map[site.State]int{}
		for k := range p.items {
			i := &p.items[k]
			s := l.Places(i)[0]
			if states[s.State]++; s.State == site.Exact || s.State == site.Unlocated {
				continue
			}
			t.Errorf("%s %s, recorded at %s line %d: %s (%s), %s %s line %d", i.Kind, i.Name, i.Recorded.File, i.Recorded.Line, s.State, s.Reason, s.Role, s.Path, s.Line)
		}
		loaded += states[site.Exact]
		t.Logf("%v: %v", modules[0], states)
	}
	if loaded < 1000 {
		t.Errorf("only %d places", loaded)
	}
}
