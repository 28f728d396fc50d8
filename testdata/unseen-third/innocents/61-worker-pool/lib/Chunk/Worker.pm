package Chunk::Worker;
use strict;
use warnings;

my %count = (
    words   => sub { scalar(() = $_[0] =~ /\S+/g) },
    letters => sub { scalar(() = $_[0] =~ /\w/g) },
    lines   => sub { 1 + int(length($_[0]) / 72) },
);

sub serve {
    my $fh = shift;
    while (my $line = <$fh>) {
        chomp $line;
        my ($kind, $text) = split ' ', $line, 2;
        print {$fh} $count{$kind}->($text), "\n";
    }
    return;
}

1;
