package Spare::Desk;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, journal => [], sold => {}, unknown => 0}, $class;
}

sub ask {
    my ($self, $number) = @_;
    my $found = $self->{search}->find($number);
    if (!$found) {
        $self->{unknown}++;
        return $self->note("no such part $number");
    }
    $self->{sold}{ $found->{make} }++ if $found->{stock};
    return $self->note("$found->{name} for $found->{make}, $found->{note}");
}

sub browse {
    my ($self, $make) = @_;
    my $list = $self->{search}->list($make);
    return $self->note(scalar(@$list) . " parts of $make looked at");
}

# only the last lines are kept for the screen
sub note {
    my ($self, $line) = @_;
    push @{ $self->{journal} }, $line;
    splice @{ $self->{journal} }, 0, -$self->{lines} if @{ $self->{journal} } > $self->{lines};
    return $line;
}

sub report {
    my $self = shift;
    my ($hits, $misses) = $self->{search}->counts;
    return sprintf '%d unknown, %d from the cache, %d looked up', $self->{unknown}, $hits, $misses;
}

1;
