package Dungeon::Registry;
use strict;
use warnings;
use Scalar::Util 'weaken';

my (%thing, %label);
my $serial = 100;

sub enroll {
    my ($class, $thing, $kind) = @_;
    my $id = join '-', $kind, ++$serial;
    weaken($thing{$id} = $thing);
    $label{$id} = {kind => $kind, name => $thing->{name}, at => $thing->{room}};
    return $id;
}

sub find {
    my ($class, $id) = @_;
    return $thing{$id};
}

sub describe {
    my ($class, $id) = @_;
    return 'it is gone' unless $thing{$id};
    return "$label{$id}{name} ($label{$id}{kind})";
}

1;
