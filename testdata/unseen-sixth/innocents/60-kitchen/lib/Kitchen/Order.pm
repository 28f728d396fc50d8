package Kitchen::Order;
use strict;
use warnings;
use Future;

my $number = 0;

sub new {
    my ($class, $table, @dishes) = @_;
    return bless { no => ++$number, table => $table, todo => [ map { { dish => $_, state => 'ordered' } } @dishes ], plates => [], future => Future->new }, $class;
}

sub future { $_[0]{future} }
sub todo   { return scalar @{ $_[0]{todo} } }

sub cook_one {
    my ($self) = @_;
    my $item = shift @{ $self->{todo} } or return;
    $item->{state} = 'cooked';
    push @{ $self->{plates} }, $item;
    $self->{future}->done(map { $_->{dish} } @{ $self->{plates} }) unless @{ $self->{todo} };
    return $item->{dish};
}

1;
