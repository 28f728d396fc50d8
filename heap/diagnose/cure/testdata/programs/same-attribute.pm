# cure: Make the attribute keeper weak
# words: weak_ref
# line: 5
# needs: Moo
package App::Animal;
use Moo;
has name => (is => 'ro');
has probe => (is => 'ro', default => sub { Probe->new });
has keeper => (is => 'rw');
package App::Keeper;
use Moo;
has animals => (is => 'ro', default => sub { [] });
sub adopt { my ($self, $animal) = @_; push @{ $self->animals }, $animal; $animal->keeper($self); return }
package App::Guest;
use Moo;
has name => (is => 'ro');
has keeper => (is => 'rw', weak_ref => 1);
package App;
sub work {
    my ($class, $n) = @_;
    my $keeper = App::Keeper->new;
    my $animal = App::Animal->new(name => "a$n");
    $keeper->adopt($animal);
    $keeper->adopt(App::Guest->new(name => "g$n"));
    return $animal->keeper->animals->[0]->name;
}
1;
