package App;
use strict;
use warnings;
use utf8;

sub work { Knoten->new; return }

package Knoten;

sub new {
    my ($class) = @_;
    my $self = bless { kinder => [] }, $class;
    push @{ $self->{kinder} }, Blatt->new($self);
    return $self;
}

package Blatt;

sub new {
    my ($class, $oben) = @_;
    my $self = bless {}, $class;
    $self->{'zurück'} = $oben;
    return $self;
}

1;
