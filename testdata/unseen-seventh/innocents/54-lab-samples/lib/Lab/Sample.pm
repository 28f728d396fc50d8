package Lab::Sample;
use strict;
use warnings;

my @TESTS = qw(ph nitrate lead chlorine germs);

sub new {
    my ($class, %args) = @_;
    my $self = bless {%args}, $class;
    $self->{tests} = [grep { ($args{number} + length) % 3 } @TESTS];
    return $self;
}

sub tests  { @{$_[0]{tests}} }
sub source { $_[0]{source} }
sub number { $_[0]{number} }

1;
