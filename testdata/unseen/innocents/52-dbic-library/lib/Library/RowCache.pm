package Library::RowCache;
use strict;
use warnings;

# least recently used rows are dropped

sub new {
    my ($class, %args) = @_;
    return bless {size => $args{size}, row => {}, used => {}, tick => 0}, $class;
}

sub fetch {
    my ($self, $id, $load) = @_;
    $self->{used}{$id} = ++$self->{tick};
    my $row = $self->{row}{$id} ||= $load->();
    $self->drop if keys %{ $self->{row} } > $self->{size};
    return $row;
}

sub drop {
    my $self = shift;
    my $used = $self->{used};
    my ($oldest) = sort { $used->{$a} <=> $used->{$b} } keys %{ $self->{row} };
    delete $self->{row}{$oldest};
    delete $used->{$oldest};
    return;
}

sub count { scalar keys %{ $_[0]{row} } }

1;
