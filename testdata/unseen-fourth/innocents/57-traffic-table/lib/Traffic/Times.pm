package Traffic::Times;
use strict;
use warnings;

# Times in classes that double, as nobody needs them exactly.

sub new { return bless { class => {}, count => 0 }, shift }

sub add {
    my ($self, $seconds) = @_;
    my $class = int(log($seconds * 1e6) / log 2);
    $self->{class}{$class}++;
    $self->{count}++;
    return;
}

sub median {
    my $self = shift;
    my $seen = 0;
    for my $class (sort { $a <=> $b } keys %{ $self->{class} }) {
        $seen += $self->{class}{$class};
        return sprintf '%.4f s', 2**$class / 1e6 if $seen * 2 >= $self->{count};
    }
    return 'none';
}

1;
