package Museum::Terminal;
use strict;
use warnings;

sub new {
    my ($class, $catalogue) = @_;
    return bless {catalogue => $catalogue, screens => 0, screen => ''}, $class;
}

sub screen { my ($self, @lines) = @_; $self->{screens}++; $self->{screen} = join "\n", @lines; return }

sub list_room {
    my ($self, $room) = @_;
    my $cursor = $self->{catalogue}->room($room);
    my @lines;
    while (my $row = $cursor->next) {
        push @lines, "$row->{year}  $row->{title} ($row->{stuff})";
    }
    return $self->screen("Room $room", @lines);
}

# three things made of the same stuff, to make visitors curious
sub teaser {
    my ($self, $stuff) = @_;
    my $cursor = $self->{catalogue}->of_stuff($stuff);
    my @lines;
    while (my $row = $cursor->next) {
        push @lines, "$row->{title}, see room $row->{room}";
        last if @lines == 3;
    }
    return $self->screen("Made of $stuff", @lines);
}

sub count_years {
    my ($self, $from, $to) = @_;
    return $self->screen("Between $from and $to: " . $self->{catalogue}->years($from, $to));
}

sub usage { my $self = shift; return "$self->{screens} screens, the last begins " . (split /\n/, $self->{screen})[0] }

1;
