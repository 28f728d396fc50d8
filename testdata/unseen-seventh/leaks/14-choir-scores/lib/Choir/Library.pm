package Choir::Library;
use strict;
use warnings;

my @COMPOSERS = qw(Bach Byrd Faure Holst Part Reger);
my @KINDS     = qw(Mass Motet Psalm Vespers Hymn);

sub new {
    my ($class, %args) = @_;
    my %pieces = map {
        $_ => {id => $_, title => "$COMPOSERS[$_ % @COMPOSERS], $KINDS[$_ % @KINDS] $_", left => $args{copies}, copies => $args{copies}}
    } 1 .. $args{pieces};
    return bless {pieces => \%pieces}, $class;
}

sub pieces { my ($self) = @_; return map { $self->{pieces}{$_} } sort { $a <=> $b } keys %{$self->{pieces}} }
sub piece  { my ($self, $id) = @_; return $self->{pieces}{$id} }

sub lend {
    my ($self, $id) = @_;
    my $piece = $self->{pieces}{$id} or return;
    $piece->{left} = $piece->{copies} if $piece->{left} <= 0;
    $piece->{left}--;
    return $piece;
}

sub give_back {
    my ($self, $id) = @_;
    my $piece = $self->{pieces}{$id} or return;
    return if $piece->{left} >= $piece->{copies};
    $piece->{left}++;
    return $piece;
}

sub state {
    my ($self) = @_;
    my $out = 0;
    $out += $_->{copies} - $_->{left} for $self->pieces;
    return "$out copies are out";
}

1;
