package Tram::Display;
use Mojo::Base -base, -signatures;

# what one rider sees: his line, and the latest five messages

has [qw(id line)];
has rows  => sub { [] };
has alarm => sub { {enabled => 1, tone => 'bell', volume => 3} };

sub show ($self, $line, $minutes) {
    return unless $line == $self->line;
    my $rows = $self->rows;
    push @$rows, "line $line is $minutes minutes late";
    shift @$rows if @$rows > 5;
    return;
}

1;
