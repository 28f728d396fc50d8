package MailSorter::Queue;
use strict;
use warnings;

sub new { bless { items => [], high => 0 }, shift }

sub push {
    my ($self, $item) = @_;
    push @{ $self->{items} }, $item;
    my $depth = @{ $self->{items} };
    $self->{high} = $depth if $depth > $self->{high};
    return $depth;
}

sub take  { shift @{ $_[0]{items} } }
sub depth { scalar @{ $_[0]{items} } }
sub high  { $_[0]{high} }

1;
