package Polls::Store;
use strict;
use warnings;

sub new {
    my ($class, %titles) = @_;
    my %poll = map { $_ => { title => $titles{$_}, votes => [ 0, 0, 0 ], by => {} } } keys %titles;
    return bless \%poll, $class;
}

sub poll { my ($self, $id) = @_; return $self->{$id} }

sub all {
    my ($self) = @_;
    return map {
        my $p = $self->{$_};
        my $total = 0;
        $total += $_ for @{ $p->{votes} };
        { title => $p->{title}, total => $total }
    } sort keys %$self;
}

# one vote each; a second one replaces the first
sub vote {
    my ($self, $id, $user, $choice) = @_;
    my $p = $self->{$id} or return;
    if (defined(my $old = $p->{by}{$user})) { $p->{votes}[$old]-- }
    $p->{by}{$user} = $choice;
    $p->{votes}[$choice]++;
}

sub votes_of {
    my ($self, $user) = @_;
    return map { "$self->{$_}{title}: $self->{$_}{by}{$user}" } grep { defined $self->{$_}{by}{$user} } sort keys %$self;
}

1;
