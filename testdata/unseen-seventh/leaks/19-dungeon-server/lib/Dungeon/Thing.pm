package Dungeon::Thing;
use strict;
use warnings;
use Dungeon::Registry;

sub new {
    my ($class, %args) = @_;
    my $self = bless {weight => 1, value => 0, %args}, $class;
    $self->{id} = Dungeon::Registry->enroll($self, $class->kind);
    return $self;
}

sub kind { return 'thing' }
sub id   { $_[0]{id} }

1;
