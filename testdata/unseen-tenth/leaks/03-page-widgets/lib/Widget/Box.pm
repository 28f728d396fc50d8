package Widget::Box;
use Moose;

# The page holds its boxes, so a box only looks back at the page.
has page  => (is => 'ro', required => 1, weak_ref => 1);
has kind  => (is => 'ro', required => 1);
has label => (is => 'ro', lazy => 1, builder => '_build_label');
has limit => (is => 'ro', default => sub { 5 });
has _orig => (is => 'rw');

# Keep the constructor arguments: "clone" and "reset" start from them.
sub BUILD {
  my ($self, $args) = @_;
  $self->_orig({%$args});
}

sub _build_label { ucfirst $_[0]->kind }

sub clone {
  my ($self, %more) = @_;
  return (ref $self)->new(%{$self->_orig}, %more);
}

sub render {
  my $self = shift;
  my $cols = $self->page->theme->{cols};
  my @rows = map { sprintf '<li>%s %d</li>', $self->kind, $_ } 1 .. $self->limit;
  return sprintf '<div class="c%d"><b>%s</b><ul>%s</ul></div>', $cols, $self->label, join '', @rows;
}

1;
