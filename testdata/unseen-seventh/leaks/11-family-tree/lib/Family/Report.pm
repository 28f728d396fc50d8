package Family::Report;
use Moose;

has store => (is => 'ro', required => 1);
has keep  => (is => 'ro', isa => 'Int', default => 10);
has lines => (is => 'ro', isa => 'ArrayRef', default => sub { [] });

sub about {
    my ($self, $id) = @_;
    my $person = $self->store->person($id) or return;
    $self->store->load_bonds($person);
    my @lines = sprintf '%s, born %d, %d bonds', $person->name, $person->born, $person->bond_count;
    push @lines, map { '  ' . $_->phrase } $person->bonds_of('spouse'), $person->bonds_of('child');
    push @{$self->lines}, join "\n", @lines;
    shift @{$self->lines} while @{$self->lines} > $self->keep;
    return $lines[0];
}

sub last_line { my ($self) = @_; return (split /\n/, $self->lines->[-1] // '')[0] }

__PACKAGE__->meta->make_immutable;
1;
