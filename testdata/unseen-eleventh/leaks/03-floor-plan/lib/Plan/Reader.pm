package Plan::Reader;
use Moose;
use Plan::Node;

has rooms => (is => 'ro', isa => 'ArrayRef', required => 1);

sub read {
    my ($self, $number) = @_;
    my $house = Plan::Node->new(name => "house $number");
    my $ground = $house->add(Plan::Node->new(name => 'ground'));
    my $attic  = $house->add(Plan::Node->new(name => 'attic'));
    my $size   = 8 + $number % 5;
    for my $room (@{ $self->rooms }) {
        $ground->add(Plan::Node->new(name => $room, size => $size++));
    }
    $attic->add(Plan::Node->new(name => 'loft', size => 30));
    return $house;
}

__PACKAGE__->meta->make_immutable;
1;
