package Alarms::Filter;
use strict;
use warnings;
use List::Util qw(first);

sub new { my ($class, $span) = @_; return bless { span => $span, order => [], known => {} }, $class }

sub is_new {
    my ($self, $alarm) = @_;
    $self->_forget_before($alarm->{at} - $self->{span});
    return 0 if $self->{known}{ $alarm->{id} }++;
    push @{ $self->{order} }, [$alarm->{at}, $alarm->{id}];
    return 1;
}

sub _forget_before {
    my ($self, $t) = @_;
    my $o = $self->{order};
    return if !@$o || $o->[0][0] >= $t;
    my $keep = first { $o->[$_][0] >= $t } 0 .. $#$o;
    my @gone = splice @$o, 0, $keep // scalar @$o;
    delete @{ $self->{known} }{ map { $_->[1] } @gone };
}

1;
