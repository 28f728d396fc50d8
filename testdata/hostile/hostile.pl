#!/usr/bin/perl
# A heap whose names and strings try to run something where they are shown:
# HTML, Markdown links to commands, terminal escapes, marks that turn the
# direction of writing, a key of a megabyte.
#
#   perl hostile.pl 2000 hostile.pmat
#
# Needs Devel::MAT::Dumper.
use strict;
use warnings;
use utf8;

use Devel::MAT::Dumper ();

my ($count, $file) = @ARGV;
die "usage: perl $0 COUNT FILE.pmat\n" unless $count && $file;

my @names = (
    q{<img src=x onerror="window.pwned=1">},
    q{<script>window.pwned=1</script>},
    q{[x](command:workbench.action.closeWindow)},
    q{![x](https://example.invalid/x.png)},
    qq{\e[31mred\e[0m\e]0;title\a},
    qq{\x{202e}gnp.exe\x{2066}},
    q{$(error) ${x} `x` $$},
    'k' x 1_000_000,
);

our %registry;
for my $n (1 .. $count) {
    my $name = $names[ $n % @names ];
    push @{ $registry{$name} }, sub {
        return "$name $n";
    };
}

# Classes with the same names.
our @objects = map { my $class = $_; map { bless { $class => $_ }, $class } 1 .. 50 } @names[ 0 .. 6 ];

Devel::MAT::Dumper::dump($file);
