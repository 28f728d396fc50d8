package News::Desk;
use strict;
use warnings;

sub new { my ($class, $keep) = @_; return bless { keep => $keep, front => [], seen => {}, time => 0 }, $class }

sub item {
    my ($self, $wire, $item) = @_;
    $self->{seen}{$wire}++;
    return if $item->{prio} > 3;
    unshift @{ $self->{front} }, { %$item, wire => $wire, at => $self->{time} };
    $#{ $self->{front} } = $self->{keep} - 1 if @{ $self->{front} } > $self->{keep};
}

sub tick { $_[0]{time}++ }

sub front_page {
    my $self = shift;
    return join '', map { "$_->{title} ($_->{town})\n" } grep { $_->{prio} == 0 } @{ $self->{front} };
}

1;
