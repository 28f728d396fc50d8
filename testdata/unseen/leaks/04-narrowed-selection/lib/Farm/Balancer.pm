package Farm::Balancer;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    my $self = bless {backends => [], sticky => {}, sample => [], size => $args{sample}, routed => 0}, $class;
    $self->{active} = $args{store}->select_from('backend')->narrow({status => 'active'});
    return $self;
}

sub refresh {
    my $self  = shift;
    my $order = rand() < 0.5 ? 'weight' : 'name';
    $self->{backends} = $self->{active}->narrow({}, {order_by => $order, rows => 40})->rows;
    push @{ $self->{sample} }, scalar @{ $self->{backends} };
    shift @{ $self->{sample} } while @{ $self->{sample} } > $self->{size};
    return;
}

# a client stays at its backend as long as that is active
sub route {
    my ($self, $client) = @_;
    my $backends = $self->{backends} or return;
    return unless @$backends;
    $self->{routed}++;
    my $kept = $self->{sticky}{$client};
    return $kept if $kept && grep { $_->{name} eq $kept } @$backends;
    my $sum = 0;
    $sum = ($sum * 31 + ord) % 65_521 for split //, $client;
    return $self->{sticky}{$client} = $backends->[$sum % @$backends]{name};
}

sub summary {
    my $self = shift;
    return sprintf '%d routed, %d clients, %s', $self->{routed}, scalar keys %{ $self->{sticky} }, $self->{active}->explain;
}

1;
