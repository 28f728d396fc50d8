package Test::PerlHeap;

use 5.014;
use strict;
use warnings;

use Carp       ();
use File::Spec ();
use File::Temp ();
use Test::Builder;
use parent 'Exporter';

our $VERSION = '1.000';
our @EXPORT  = qw(no_growth_ok);

my %default = (warmup => 20, count => 100, level => 'medium', root => undef, keep => undef, keys => 0);

my $tests = 0;

sub no_growth_ok(&;@) {
    my ($block, @rest) = @_;
    my $name = @rest % 2 ? shift @rest : 'nothing grows';
    my %opt  = (%default, @rest);
    for my $option (sort keys %opt) {
        exists $default{$option}
            or Carp::croak("no_growth_ok has no option $option; there are " . join ', ', sort keys %default);
    }
    $opt{$_} =~ /\A[0-9]+\z/ or Carp::croak("no_growth_ok: $_ must be a number") for qw(warmup count);
    $opt{count} >= 2              or Carp::croak('no_growth_ok: count must be at least 2');
    $opt{level} =~ /\A(?:high|medium|low)\z/ or Carp::croak('no_growth_ok: level must be high, medium or low');

    my $test = Test::Builder->new;
    local $Test::Builder::Level = $Test::Builder::Level + 1;
    my ($dump, $why) = _way();
    return _skip($test, $name, $why) if !$dump;

    my $folder = $opt{keep} // File::Temp::tempdir('perlheap-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    -d $folder or mkdir $folder, 0700 or Carp::croak("no_growth_ok cannot make $folder: $!");
    # The tests of one process are numbered: none overwrites the dumps of another.
    my $number = ++$tests;
    my @dumps = map { File::Spec->catfile($folder, "$$-$number-$_.pmat") } qw(before between after);

    # Whatever the block loads and fills when it first runs is there before the
    # first dump.
    _times($block, $opt{warmup});
    my $half = int($opt{count} / 2);
    my @runs = (0, $half, $opt{count} - $half);
    for my $at (0 .. 2) {
        _times($block, $runs[$at]);
        my $error = $dump->($dumps[$at]);
        next if !defined $error;
        my $ok = $test->ok(0, $name); # a first dump, on trial, was made: this is no lack of means
        _diag($test, _visible("no dump could be made: $error"));
        return $ok;
    }

    my ($checked, $error) = _check(\%opt, @dumps);
    unlink $_, "$_.origin.json" for $opt{keep} ? () : @dumps;
    if (!$checked) {
        my $ok = $test->ok(0, $name);
        _diag($test, _visible("perlheap could not tell: $error"));
        return $ok;
    }
    my @found = @{ $checked->{findings} };
    my $ok = $test->ok(!@found, $name);
    _diag($test, _words($_, \@runs)) for @found;
    _diag($test, _visible(_text("the dumps are @dumps"))) if @found && $opt{keep};
    return $ok;
}

sub _times {
    my ($block, $times) = @_;
    for (1 .. $times) {
        $block->();
    }
    return;
}

sub _skip {
    my ($test, $name, $why) = @_;
    $why =~ s/\s*\n\s*/; /g;
    $test->skip("$name: " . _encoded($test->output, _visible($why)));
    return 1;
}

# _way gives a function that writes a dump and returns what is wrong, or nothing
# and why there is no way. It is decided once, by a dump that is thrown away.
my @way;

sub _way {
    @way = _find_way() if !@way;
    return @way;
}

sub _find_way {
    my $perlheap = _perlheap();
    defined $perlheap or return (undef, 'perlheap is neither in $PATH nor named by $PERLHEAP');
    my $trial = File::Spec->catfile(File::Temp::tempdir('perlheap-XXXXXX', TMPDIR => 1, CLEANUP => 1), 'trial.pmat');
    my ($self, $why) = ($$);
    # Where a child may not look into its parent, a parent may look into its child.
    for my $pid (sub { return $self }, $^O eq 'linux' ? \&_copy : ()) {
        my $dump = sub {
            my ($path) = @_;
            my ($status, undef, $said) = _run(sub { return ($perlheap, 'capture', $pid->(), '-o', $path) });
            return if $status == 0;
            return _reason($said) || "perlheap capture ended with status $status";
        };
        my $wrong = $dump->($trial);
        return ($dump) if !defined $wrong;
        $why //= $wrong;
    }
    if (eval { require Devel::MAT::Dumper; 1 }) {
        return (sub { my ($path) = @_; return eval { Devel::MAT::Dumper::dump($path); 1 } ? undef : _reason("$@") });
    }
    return (undef, "no dump can be made of this process from outside ($why), and Devel::MAT::Dumper is not installed");
}

# _copy forks, and gives the PID of a copy that does nothing until this process, and
# the program that it becomes, has ended.
sub _copy {
    pipe my $alive, my $here or die "pipe: $!";
    my $pid = fork // die "fork: $!";
    if ($pid) {
        # The program keeps this descriptor; that of $here is closed with it.
        POSIX::dup(fileno $here) // die "dup: $!";
        return $pid;
    }
    close $here;
    sysread $alive, my $nothing, 1;
    POSIX::_exit(0);
}

sub _perlheap {
    return $ENV{PERLHEAP} if defined $ENV{PERLHEAP} && length $ENV{PERLHEAP};
    for my $folder (File::Spec->path) {
        for my $name ('perlheap', $^O eq 'MSWin32' ? 'perlheap.exe' : ()) {
            my $path = File::Spec->catfile($folder, $name);
            return File::Spec->rel2abs($path) if -f $path && -x _;
        }
    }
    return undef;
}

# _run runs a program that a function names in the child, and gives its exit status and
# what it printed and said.
sub _run {
    my ($named) = @_;
    my ($out, $err) = map { File::Temp->new } 1 .. 2;
    local ($?, $!, $@);
    local $SIG{CHLD} = 'DEFAULT';
    my $pid = fork;
    return (-1, '', "fork: $!") if !defined $pid;
    if (!$pid) {
        # Handles of the test may be tied: these are the descriptors themselves.
        require POSIX;
        POSIX::dup2(fileno $out, 1);
        POSIX::dup2(fileno $err, 2);
        eval {
            my @command = $named->();
            no warnings 'exec';
            exec { $command[0] } @command;
        };
        POSIX::_exit(127);
    }
    waitpid $pid, 0;
    my $status = $?;
    my @said = map { my $file = $_; seek $file, 0, 0; local $/; scalar(<$file>) // '' } $out, $err;
    return ($status & 127 ? "$status (signal)" : $status >> 8, @said);
}

# _reason is what perlheap said was wrong.
sub _reason {
    my ($said) = @_;
    my @lines = grep { /\S/ } split /\n/, _text($said);
    s/\Aperlheap: // for @lines;
    return $lines[-1] // '';
}

# _check gives what perlheap check finds, or nothing and why.
sub _check {
    my ($opt, @dumps) = @_;
    my $roots = $opt->{root} // '.';
    my @roots = map { ('--root', $_) } ref $roots ? @$roots : $roots;
    my @command = (
        _perlheap(), 'check', '--no-cache', '--format', 'json', '--order', 'given', '--fail-on', $opt->{level},
        ($opt->{keys} ? '--keys' : ()), @roots, @dumps,
    );
    my ($status, $out, $said) = _run(sub { return @command });
    $status =~ /\A[01]\z/ or return (undef, _reason($said) || "perlheap check ended with status $status");
    require JSON::PP;
    my $checked = eval { JSON::PP->new->utf8->decode($out) } or return (undef, "perlheap check printed no JSON: $@");
    # What did not grow from each dump to the next was there before the block, or
    # came once.
    @{ $checked->{findings} } = grep { _grew($_) } @{ $checked->{findings} };
    return $checked;
}

sub _grew {
    my ($finding) = @_;
    my $suspect = $finding->{suspect} // return 1;
    return ($suspect->{trend} // '') eq 'grows';
}

# _words says what grew, where, who holds it, and what to change.
sub _words {
    my ($finding, $runs) = @_;
    my @lines;
    my $at = $finding->{place} ? _place($finding->{place}) . ': ' : '';
    push @lines, "$at$finding->{message}  [$finding->{level}]";
    if (my $suspect = $finding->{suspect}) {
        my $counts = $suspect->{counts};
        push @lines, sprintf '  %s, after the block ran 0, %d and %d times; %s%d bytes retained',
            $suspect->{course} // join(' -> ', @$counts), $runs->[1], $runs->[1] + $runs->[2], $suspect->{retainedLeast} ? 'at least ' : '', $suspect->{retainedBytes};
        if (defined $suspect->{holder}) {
            push @lines, "  held by $suspect->{holder}" . ($suspect->{holderPlace} ? ', see ' . _place($suspect->{holderPlace}) : '');
        }
        push @lines, map {"    $_"} @{ $suspect->{cycle} };
    }
    push @lines, "  cure: $finding->{fix}" if length($finding->{fix} // '');
    return join "\n", map { _visible($_) } @lines;
}

# _visible is one line without what would begin another, move the cursor of a terminal or
# turn the direction of writing: names of a dump may have all of that.
sub _visible {
    my ($line) = @_;
    $line =~ s/([\p{Cc}\p{Bidi_Control}\x{2028}\x{2029}])/sprintf '\\x{%x}', ord $1/ge;
    return $line;
}

sub _diag {
    my ($test, $text) = @_;
    $test->diag(_encoded($test->failure_output, $text));
    return;
}

# _encoded encodes a text, unless something else does that: a layer of the handle, as
# under Test2::V0, or a formatter that prints no TAP and has none, as that of yath.
sub _encoded {
    my ($handle, $text) = @_;
    utf8::encode($text) if $handle && !grep { $_ eq 'utf8' } PerlIO::get_layers($handle, output => 1);
    return $text;
}

# _text is what bytes from elsewhere say.
sub _text {
    my ($bytes) = @_;
    utf8::decode($bytes);
    return $bytes;
}

sub _place {
    my ($place) = @_;
    return $place->{line} ? "$place->{file} line $place->{line}" : $place->{file};
}

1;

__END__

=encoding utf8

=head1 NAME

Test::PerlHeap - fail a test if a block leaves more and more behind

=head1 SYNOPSIS

    use Test::More;
    use Test::PerlHeap;

    no_growth_ok { $app->request } 'requests keep nothing', warmup => 20, count => 100;

    done_testing;

=head1 DESCRIPTION

A block that is run again and again should leave as much in memory as it found.
C<no_growth_ok> runs it, writes heap dumps of the process before, between and
after, and asks L<perlheap|https://github.com/perlheap/perlheap> to compare them.
If something piles up, the test fails and says what it is, at which line it is
made, who holds it, and what to change:

    not ok 1 - requests keep nothing
    #   Failed test 'requests keep nothing'
    #   at t/app.t line 9.
    # lib/App.pm line 13: the closures made here stay in @App::handlers, each with $n  [high]
    #   20 → 70 → 120, after the block ran 0, 50 and 100 times; 90120 bytes retained
    #   held by @App::handlers, see lib/App.pm line 7
    #   cure: remove the closure from there when it is no longer needed, or let it capture weakened copies

What grows with the number of runs is told from what was filled once: caches,
templates, modules that are loaded late. A cache that has not reached its bound
by the last run grows like a leak; give it a larger C<warmup>.

=head1 FUNCTIONS

=head2 no_growth_ok { ... } $name, %options

Runs the block C<warmup + count> times and passes if nothing grew because of
it. Gives what C<ok> gives. If the block dies, so does the test.

=over

=item warmup => 20

How often the block runs before the first dump.

=item count => 100

How often it runs between the first dump and the last. What leaks once for each
run should leak a hundred times or so: a few of a kind are no pattern.

=item level => 'medium'

The weakest level of suspect that fails the test: C<high>, C<medium> or C<low>.

=item root => '.'

The folder with the source of the program, or several of them in an array.
Modules elsewhere are assumed to work as they should.

=item keep => FOLDER

Keep the dumps there, to look into them with C<perlheap>: F<PID-NUMBER-before.pmat>,
F<between> and F<after>, where NUMBER counts the tests of the process. They contain
the strings of the process: treat them like secrets.

=item keys => 0

If true, diagnostics show all hash keys, and not only those that the source has
as constants.

=back

=head1 WHAT IT NEEDS

C<perlheap> in C<$PATH>, or its path in C<$PERLHEAP>. On Linux it captures the
process from outside, or, where a child may not look into its parent
(C<kernel.yama.ptrace_scope> is 1), a copy that the process forks. Where it may do
neither (as in containers that forbid ptrace), and elsewhere, L<Devel::MAT::Dumper>
writes the dumps, if it is installed. Where there is no way, the test is skipped,
with the reason. If a first dump succeeds and a later one
does not, it fails.

=head1 LICENSE

Apache License 2.0.

=cut
