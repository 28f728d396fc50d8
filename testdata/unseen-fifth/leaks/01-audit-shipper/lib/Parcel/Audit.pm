package Parcel::Audit;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { batch => $arg{batch} || 20, spool => [], seq => 0, shipped => 0, per_kind => {} }, $class;
}

# called by everything that happens in the shop
sub record {
    my ($self, $when, $who, $what, $text) = @_;
    my $event = { seq => ++$self->{seq}, at => $when, who => $who, what => $what, text => $text };
    $self->{per_kind}{$what}++;
    push @{ $self->{spool} }, $event;
    return $event->{seq};
}

# called once a minute, the collector takes one packet at a time
sub ship {
    my ($self) = @_;
    my @packet = splice @{ $self->{spool} }, 0, $self->{batch};
    return 0 unless @packet;
    my $bytes = 0;
    for my $event (@packet) {
        my $line = join "\t", map { $event->{$_} } qw(seq at who what text);
        $bytes += length $line;
    }
    $self->{bytes} += $bytes;
    $self->{shipped} += @packet;
    return scalar @packet;
}

sub shipped { $_[0]{shipped} }

1;
