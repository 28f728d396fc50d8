package Camp::Reception;
use Mouse;
use Camp::Guest;
use Camp::Extras;

has pitches => (is => 'ro', required => 1);
has season  => (is => 'ro', isa => 'Int');
has day     => (is => 'rw', isa => 'Int', default => 1);
has nights  => (is => 'rw', isa => 'Int', default => 0);
has taken   => (is => 'rw', isa => 'Num', default => 0);
has guests  => (is => 'ro', isa => 'HashRef', default => sub { {} });
has book    => (is => 'ro', isa => 'ArrayRef', default => sub { [] });

my @families = qw(Berg Thal Wald Moor Fels Bach Hain);
my $number   = 0;

sub arrive {
    my $self  = shift;
    my $place = $self->pitches->take or return $self->write('full');
    my $guest = Camp::Guest->new(number => ++$number, name => $families[rand @families], nights => 1 + int rand 5);
    for my $extra (@Camp::Extras::ALL) {
        $extra->meta->apply($guest) if rand() < 0.4;
    }
    $guest->place($place);
    $self->guests->{ $guest->number } = $guest;
    return $self->write($guest->name . " on $place");
}

sub night {
    my $self = shift;
    for my $guest (values %{ $self->guests }) {
        $self->taken($self->taken + $guest->bill);
        $self->nights($self->nights + 1);
        $guest->nights($guest->nights - 1);
        $self->leave($guest) if $guest->nights <= 0;
    }
    return $self->day($self->day + 1);
}

sub leave {
    my ($self, $guest) = @_;
    delete $self->guests->{ $guest->number };
    $self->pitches->give($guest->place);
    return $self->write($guest->name . ' has left');
}

# the book lies open at the last page
sub write {
    my ($self, $line) = @_;
    my $book = $self->book;
    push @$book, 'day ' . $self->day . ": $line";
    splice @$book, 0, @$book - 50 if @$book > 50;
    return;
}

sub present { scalar keys %{ $_[0]->guests } }

no Mouse;
__PACKAGE__->meta->make_immutable;
1;
