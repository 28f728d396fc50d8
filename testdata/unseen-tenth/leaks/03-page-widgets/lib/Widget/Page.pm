package Widget::Page;
use Moose;
use Widget::Box;

# A page of the intranet; owns the widgets that are drawn on it.
has title   => (is => 'ro', required => 1);
has user    => (is => 'ro', default => sub { 'guest' });
has params  => (is => 'ro', default => sub { {} });
has widgets => (is => 'ro', default => sub { [] });
has theme   => (is => 'ro', default => sub { {colour => 'blue', cols => 3} });

sub add {
  my ($self, $kind, %args) = @_;
  my $box = Widget::Box->new(page => $self, kind => $kind, %args);
  push @{$self->widgets}, $box;
  return $box;
}

sub render {
  my $self = shift;
  my @html = map { $_->render } @{$self->widgets};
  return sprintf "<h1>%s</h1>\n%s", $self->title, join "\n", @html;
}

1;
