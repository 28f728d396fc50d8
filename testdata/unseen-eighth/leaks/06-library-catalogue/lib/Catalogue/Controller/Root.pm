package Catalogue::Controller::Root;
use Moose;
use namespace::autoclean;
BEGIN { extends 'Catalyst::Controller' }

__PACKAGE__->config(namespace => '');

has shelf => (is => 'ro', lazy => 1, builder => '_build_shelf');

sub _build_shelf {
    my ($self) = @_;
    my @word = qw(bridge river tower garden winter harbour);
    return [ map { { id => $_, title => "The $word[$_ % 6] of no. $_", year => 1900 + $_ } } 0 .. 119 ];
}

# What every page has at hand: the menu, and a shortcut by which the templates
# link to a book without knowing the URL scheme.
sub begin : Private {
    my ($self, $c) = @_;
    $c->stash(
        menu      => [ 'search', 'new', 'opening hours' ],
        book_link => sub {
            my ($book) = @_;
            return sprintf '<a href="%s">%s</a>',
                $c->uri_for('/book', $book->{id}), $book->{title};
        },
    );
    return;
}

sub search : Local {
    my ($self, $c) = @_;
    my $q    = $c->req->params->{q} // '';
    my @hits = grep { $_->{title} =~ /\b\Q$q\E\b/ } @{ $self->shelf };
    $c->stash(hits => [ splice @hits, 0, 10 ]);
    return;
}

sub book : Local Args(1) {
    my ($self, $c, $id) = @_;
    my $book = $self->shelf->[$id];
    return $c->res->status(404) unless $book;
    $c->stash(hits => [$book]);
    return;
}

sub end : Private {
    my ($self, $c) = @_;
    my $link = $c->stash->{book_link};
    my $body = join '', map { '<li>' . $link->($_) . "</li>\n" } @{ $c->stash->{hits} || [] };
    $c->res->content_type('text/html');
    $c->res->body("<nav>@{ $c->stash->{menu} }</nav><ul>\n$body</ul>\n");
    return;
}

__PACKAGE__->meta->make_immutable;

1;
