package App;

# A review server by Perl::Critic: modules of perl itself, texts with faults and
# texts that do not parse, with two profiles; it keeps what it last said about
# each file.
use strict;
use warnings;
use List::Util 'first';
use Perl::Critic;

my @critics = (
    Perl::Critic->new(-profile => '', -severity => 4),
    Perl::Critic->new(-profile => \"severity = 1\ninclude = CodeLayout\n", '-single-policy' => 'NamingConventions::Capitalization'),
);
my @files = grep { defined } map {
    my $name = $_;
    first { -e } map { "$_/$name" } @INC
} qw(integer.pm sort.pm less.pm filetest.pm locale.pm vars.pm SelectSaver.pm Symbol.pm);
my %said;

sub steps { return 4, 16, 16 }

sub work {
    my ($class, $n) = @_;
    my $file = $files[ $n % @files ];
    my $text = "package Made$n;\nmy \@a = (1 .. $n);\nsub f { my (\$x) = \@_; if (\$x) { eval \"1 + \$x\"; return undef } open FH, \$x }\n"
        . ($n % 4 ? "1;\n" : "if (\n");
    for my $critic (@critics) {
        for my $what ($file, \$text) {
            my @found = eval { $critic->critique($what) };
            my $name  = ref $what ? 'text ' . $n % 5 : $what;
            $said{$name} = { found => [ map { { line => $_->line_number, policy => $_->policy, said => $_->description } } @found ], failed => $@ };
        }
    }
    return;
}

1;
