package Mill::Planner;
use strict;
use warnings;
use parent -norequire, 'Mill::Timing';
use Mill::Timing;

sub new {
    my ($class, %arg) = @_;
    return bless { silo => $arg{silo}, jobs => [], done => 0, bakers => {} }, $class;
}

sub stock : Timed(clean) {
    my ($self, $grain, $kilos) = @_;
    $self->{silo}{$grain} -= $kilos;
    return $self->{silo}{$grain};
}

# an order is three jobs, one after the other
sub accept {
    my ($self, $order) = @_;
    my %batch : Shown(batch) = (order => $order, log => [], sacks => []);
    my $batch = \%batch;
    push @{ $self->{jobs} }, ['clean', sub { push @{ $batch->{log} }, 'cleaned'; $self->stock($order->{grain}, $order->{kilos}) }];
    push @{ $self->{jobs} }, ['grind', sub {
        my $left = $order->{kilos};
        while ($left > 0) {
            push @{ $batch->{sacks} }, { kilos => $left > 250 ? 250 : $left, type => 405 + 145 * int rand 4 };
            $left -= 250;
        }
        push @{ $batch->{log} }, 'ground';
    }];
    push @{ $self->{jobs} }, ['pack', sub { $self->pack_up($batch) }];
    return;
}

sub pack_up : Timed(pack) {
    my ($self, $batch) = @_;
    my $baker = $self->{bakers}{ $batch->{order}{baker} } ||= { sacks => 0, last => [] };
    $baker->{sacks} += @{ $batch->{sacks} };
    push @{ $baker->{last} }, $batch;
    shift @{ $baker->{last} } if @{ $baker->{last} } > 2;
    return;
}

sub run_some {
    my ($self, $count) = @_;
    while ($count-- > 0 and my $job = shift @{ $self->{jobs} }) {
        Mill::Timing->run(@$job);
        $self->{done}++;
    }
    return;
}

sub text { my $self = shift; return "$self->{done} jobs, " . keys(%{ $self->{bakers} }) . ' bakers' }

1;
