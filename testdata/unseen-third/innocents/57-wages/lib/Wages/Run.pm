package Wages::Run;
use Moose;
use Wages::Slip;

# One run makes the slips of a department, keeps them all until the end (they
# are printed in the order of the names), and is gone then.

has company     => (is => 'ro', required => 1);
has month       => (is => 'ro', required => 1);
has slips       => (is => 'ro', default => sub { [] });
has on_progress => (is => 'rw');

sub calculate {
    my ($self, $department) = @_;
    my @people = $self->company->of_department($department);
    for my $person (@people) {
        my $slip = Wages::Slip->new(person => $person, days => [map { 6 + int rand 4 } 1 .. 21])->fill;
        push @{ $self->slips }, $slip;
        $self->on_progress->(scalar @{ $self->slips }, scalar @people);
    }
    my $total = 0;
    $total += $_->total for sort { $a->person->{name} cmp $b->person->{name} } @{ $self->slips };
    return sprintf '%.0f', $total;
}

__PACKAGE__->meta->make_immutable;
1;
