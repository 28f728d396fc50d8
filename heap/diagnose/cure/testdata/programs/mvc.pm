# cure: none
# words: weaken {model} of App::View
use strict; use warnings;
package App::Model { sub new { my ($c, $n) = @_; bless { n => $n, views => [], probe => Probe->new }, $c } sub attach { my ($self, $view) = @_; push @{$self->{views}}, $view; $view->model($self); $self } }
package App::View { sub new { bless { }, shift } sub model { my $self = shift; $self->{model} = shift if @_; $self->{model} } sub draw { my $self = shift; "view of " . $self->model->{n} } }
package App;
sub work {
    my (undef, $n) = @_;
    my $m = App::Model->new($n);
    $m->attach(App::View->new) for 1, 2;
    return join ',', map { $_->draw } @{ $m->{views} };
}
1;
