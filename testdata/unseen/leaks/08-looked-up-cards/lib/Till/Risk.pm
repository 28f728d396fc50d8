package Till::Risk;
use strict;
use warnings;
use Till::Velocity;

sub new {
    my ($class, %args) = @_;
    return bless {
        limits   => $args{limits},
        velocity => Till::Velocity->new(window => 400),
        marks    => {},    # card => { stolen => { since, reports }, ... }
        count    => {},
        clock    => 0,
    }, $class;
}

sub verdict {
    my ($self, $card, $cents, $shop) = @_;
    my $verdict = $self->_judge($card, $cents, $self->{limits}->for_shop($shop));
    $self->{count}{$verdict}++;
    return $verdict;
}

sub _judge {
    my ($self, $card, $cents, $limit) = @_;
    $self->{clock}++;
    return 'malformed' unless $card =~ /^[45]\d{9}$/;
    return 'stolen'    if $self->{marks}{$card}{stolen}{since};
    return 'limit'     if $cents > $limit->{single};
    return 'velocity'  if $self->{velocity}->add($card, $self->{clock}) > 5;
    return 'ok';
}

sub report {
    my ($self, $card, $what) = @_;
    my $mark = $self->{marks}{$card}{$what} ||= {since => $self->{clock}, reports => 0};
    $mark->{since} ||= $self->{clock};
    $mark->{reports}++;
    return;
}

sub forgive { my ($self, $card) = @_; delete $self->{marks}{$card}; return }

sub summary {
    my $self = shift;
    return join ', ', map {"$self->{count}{$_} $_"} sort keys %{ $self->{count} };
}

1;
