package site_test

import (
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/site"
)

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

// Templates of Mojolicious that stand behind __DATA__ are in no file of their
// own; those in files are.
func TestMojoTemplates(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a web framework")
	}
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
	if testing.Short() {
		t.Skip("loads all of Moose")
	}
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
