package site_test

import (
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/site"
)

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
