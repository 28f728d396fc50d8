package Switch::Parser;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless { %arg, buffer => '', offset => 0, events => 0 }, $class;
}

sub feed {
    my ($self, $piece) = @_;
    $self->{buffer} .= $piece;
    pos($self->{buffer}) = $self->{offset};
    # an event ends with an empty line
    while ($self->{buffer} =~ /\G(.+?)\r\n\r\n/gcs) {
        my %field = map { /^(\w+):\s*(.*)/ ? ($1, $2) : () } split /\r\n/, $1;
        $self->{events}++;
        my $end = pos $self->{buffer};
        $self->{on_event}->(delete $field{Event}, \%field);
        pos($self->{buffer}) = $end;
    }
    $self->{offset} = pos($self->{buffer}) // 0;
    return;
}

1;
