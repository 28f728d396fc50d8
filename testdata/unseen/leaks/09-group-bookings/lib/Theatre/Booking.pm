package Theatre::Booking;
use strict;
use warnings;

# an inside-out class: the object is only a number, the attributes are here

my $last = 0;
my (%holder_of, %play_of, %note_of, %seats_of);

sub new {
    my ($class, %args) = @_;
    my $id   = ++$last;
    my $self = bless \$id, $class;
    $holder_of{$id} = $args{holder};
    $play_of{$id}   = $args{play};
    $note_of{$id}   = sprintf 'booking %d of %s for %s, to be paid at the box office', $id, $args{holder}, $args{play};
    $seats_of{$id}  = join ',', @{ $args{seats} };
    $self->init(%args);
    return $self;
}

sub init   { return }
sub holder { my $self = shift; return $holder_of{$$self} }
sub play   { my $self = shift; return $play_of{$$self} }
sub note   { my $self = shift; return $note_of{$$self} }
sub seats  { my $self = shift; return split /,/, $seats_of{$$self} }
sub price  { my $self = shift; return 2400 * (() = $self->seats) }

sub DESTROY {
    my $self = shift;
    delete $_->{$$self} for \(%holder_of, %play_of, %note_of, %seats_of);
    return;
}

1;
