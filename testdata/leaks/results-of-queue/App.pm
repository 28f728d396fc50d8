package App;
use strict; use warnings;
my $self = bless { queue => [ map { "job$_" } 1 .. 600 ], done => {} }, 'App';
my $serial = 600;
sub add { my $self = shift; push @{ $self->{queue} }, 'job' . ++$serial; return }
sub run {
    my $self = shift;
    my $job = shift @{ $self->{queue} } // return;
    $self->{done}{$job} = { job => $job, words => [1 .. 5] };
    return;
}
sub work { my ($class, $n) = @_; $self->run; $self->add if $n % 2; return }
1;
