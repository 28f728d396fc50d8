package Till::Terminal;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, slips => [], today => 0}, $class;
}

sub pay {
    my ($self, $card, $cents) = @_;
    my $verdict = $self->{risk}->verdict($card, $cents, $self->{shop});
    push @{ $self->{slips} }, {card => substr($card, -4), cents => $cents, verdict => $verdict};
    shift @{ $self->{slips} } while @{ $self->{slips} } > 8;
    $self->{today} += $cents if $verdict eq 'ok';
    return $verdict;
}

1;
