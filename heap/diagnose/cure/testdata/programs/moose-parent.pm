# cure: Make the attribute parent weak
# words: weak_ref
# needs: Moo
package App::Dir;
use Moo;
has name => (is => 'ro');
has parent => (is => 'rw');
has kids => (is => 'ro', default => sub { [] });
has probe => (is => 'ro', default => sub { Probe->new });
sub add { my ($self, $name) = @_; my $kid = App::Dir->new(name => $name, parent => $self); push @{ $self->kids }, $kid; return $kid }
sub path { my $self = shift; return ($self->parent ? $self->parent->path : '') . '/' . $self->name }
package App;
sub work {
    my ($class, $n) = @_;
    my $root = App::Dir->new(name => "r$n");
    $root->add('a')->add('b');
    return $root->kids->[0]->kids->[0]->path;
}
1;
