package App::Bus;
use strict;
use warnings;
my $id = 0;

sub new { return bless { hooks => {} }, shift }

sub on {
    my ($self, $name, $cb) = @_;
    $self->{hooks}{$name}{ ++$id } = $cb;
    return $id;
}

sub off {
    my ($self, $name, $hook) = @_;
    return delete $self->{hooks}{$name}{$hook};
}

package App::Job;

sub new { my ($class, $n) = @_; return bless { n => $n, log => [] }, $class }

sub note {
    my $self = shift;
    push @{ $self->{log} }, @_;
    shift @{ $self->{log} } while @{ $self->{log} } > 3;
    return;
}

sub finish { return }

package App;
our $bus = App::Bus->new;

sub work {
    my ($class, $n) = @_;
    my $job = App::Job->new($n);

    my $start = $bus->on(
        start => sub {
            $job->note('start');
        }
    );
    $bus->off(start => $start);

    $bus->on(
        shutdown => sub {
            $job->note('shutdown');
        }
    );
    return $job->finish;
}

1;
