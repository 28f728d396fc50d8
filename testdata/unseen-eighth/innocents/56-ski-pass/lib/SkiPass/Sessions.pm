package SkiPass::Sessions;
use strict;
use warnings;

# Sessions in memory.  One goes when nobody has touched it for "idle" seconds,
# and the one untouched longest when there are more than "max".
sub new {
    my ($class, %arg) = @_;
    return bless { %arg, by_id => {}, serial => 0, swept => 0, gone => { idle => 0, full => 0 } }, $class;
}

sub count { scalar keys %{ $_[0]{by_id} } }
sub gone  { $_[0]{gone} }

sub open {
    my ($self, $id) = @_;
    my $now = $self->{now}->();
    $self->sweep($now) if $now - $self->{swept} >= 60;
    my $s = defined $id ? $self->{by_id}{$id} : undef;
    if (!$s) {
        $id = sprintf 'sp%08x', 0x5000 + ++$self->{serial} * 2654435761 % 0xffffffff;
        $s  = $self->{by_id}{$id} = { id => $id, basket => [], seen => {}, fresh => 1 };
    }
    $s->{touched} = $now;
    return $s;
}

sub sweep {
    my ($self, $now) = @_;
    $self->{swept} = $now;
    my $all = $self->{by_id};
    for my $id (keys %$all) {
        next if $now - $all->{$id}{touched} <= $self->{idle};
        delete $all->{$id};
        $self->{gone}{idle}++;
    }
    my $over = keys(%$all) - $self->{max};
    if ($over > 0) {
        my @oldest = sort { $all->{$a}{touched} <=> $all->{$b}{touched} } keys %$all;
        delete @$all{ @oldest[ 0 .. $over - 1 ] };
        $self->{gone}{full} += $over;
    }
    return;
}

1;
