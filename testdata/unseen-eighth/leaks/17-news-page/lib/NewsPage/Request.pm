package NewsPage::Request;
use Moose;
use NewsPage::Box;

has edition => (is => 'ro', required => 1);
has reader  => (is => 'ro', required => 1);
has path    => (is => 'ro', default => '/');
has boxes   => (is => 'ro', lazy => 1, builder => '_build_boxes');

sub _build_boxes {
    my ($self) = @_;
    my @desks = $self->path eq '/sport' ? qw(sport weather) : qw(home world weather);
    return [ map { NewsPage::Box->new(request => $self, desk => $_, max => 4) } @desks ];
}

sub page {
    my ($self) = @_;
    return join "\n", "<!-- for @{[ $self->reader ]} -->", map { $_->render } @{ $self->boxes };
}

__PACKAGE__->meta->make_immutable;

1;
