package Till;
use strict;
use warnings;

sub new {
    my ($class, $stock) = @_;
    return bless { stock => $stock, undo => [], cash => 0, shifts => 0 }, $class;
}

sub savepoint { return scalar @{ $_[0]{undo} } }

sub sell {
    my ($self, $article, $count) = @_;
    my $price = $self->{stock}->price($article) * $count;
    $self->{stock}->take($article, $count);
    $self->{cash} += $price;
    push @{ $self->{undo} }, sub {
        $self->{stock}->put_back($article, $count);
        $self->{cash} -= $price;
    };
}

sub rollback_to {
    my ($self, $mark) = @_;
    while (@{ $self->{undo} } > $mark) {
        (pop @{ $self->{undo} })->();
    }
}

sub close_shift {
    my $self = shift;
    $self->{undo} = [];
    $self->{stock}->deliver;
    $self->{shifts}++;
}

sub takings { $_[0]{cash} }
sub shifts  { $_[0]{shifts} }

1;
