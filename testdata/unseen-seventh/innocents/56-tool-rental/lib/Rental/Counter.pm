package Rental::Counter;
use strict;
use warnings;

sub new { my ($class, %args) = @_; return bless {rented => 0, waited => 0, job => undef, %args}, $class }

sub step {
    my ($self, $hour) = @_;
    my $job = $self->{job};
    return $self->_begin($hour) unless $job;
    if (!$job->{handle}) {
        $self->{waited}++;
        return;
    }
    my $sth = $job->{handle}{sth};
    $sth->{$job->{kind}}->execute($job->{tool});
    $self->{rented}++ if $job->{kind} eq 'take';
    if (--$job->{steps} <= 0) {
        my $handle = $job->{handle};
        $self->{job} = undef;
        $self->{pool}->give_back($handle);
    }
    return;
}

sub _begin {
    my ($self, $hour) = @_;
    my $n   = $hour + $self->{number};
    my $job = $self->{job} = {kind => $n % 3 ? 'take' : 'back', tool => 1 + $n % 20, steps => 3, handle => undef};
    $self->{pool}->borrow->on_done(sub { $job->{handle} = $_[0] });
    return;
}

sub rented { $_[0]{rented} }
sub waited { $_[0]{waited} }

1;
