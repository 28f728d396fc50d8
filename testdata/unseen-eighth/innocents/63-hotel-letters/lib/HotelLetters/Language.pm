package HotelLetters::Language;
use strict;
use warnings;

my @CODE = qw(en de fr it nl es pt da sv fi);
my %LOADED;

sub codes { return @CODE }

# Phrases of a language, loaded when a guest first needs them.
sub load {
    my ($class, $code) = @_;
    return $LOADED{$code} ||= $class->_read($code);
}

sub _read {
    my ($class, $code) = @_;
    my %phrase = map { $_ => "$_ ($code)" } qw(dear room bye long short thanks full invite found);
    my %names  = map { $_ => "month $_ ($code)" } 1 .. 12;
    my @words  = map { { no => $_, text => "phrase $_ in $code" } } 1 .. 150;
    return { %phrase, months => \%names, book => \@words };
}

1;
