package Race::Board;
use strict;
use warnings;
use AnyEvent::Util ();

sub new { return bless {topic => {}, serial => 0}, shift }

sub subscribe {
    my ($self, $topic, $cb) = @_;
    my $id = ++$self->{serial};
    $self->{topic}{$topic}{$id} = $cb;
    return AnyEvent::Util::guard {
        delete $self->{topic}{$topic}{$id};
        delete $self->{topic}{$topic} unless %{$self->{topic}{$topic}};
    };
}

sub publish {
    my ($self, $topic, @news) = @_;
    my $who = $self->{topic}{$topic} or return 0;
    my @ids = sort { $a <=> $b } keys %$who;
    $who->{$_}->(@news) for @ids;
    return scalar @ids;
}

sub subscriptions {
    my ($self) = @_;
    my $n = 0;
    $n += keys %$_ for values %{$self->{topic}};
    return $n;
}

1;
