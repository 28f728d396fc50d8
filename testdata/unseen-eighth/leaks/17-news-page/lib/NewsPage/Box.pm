package NewsPage::Box;
use Moose;

# A box of the page.  The request owns its boxes, not the other way round.
has request => (is => 'ro', required => 1, weak_ref => 1);
has desk    => (is => 'ro', required => 1);
has max     => (is => 'ro', default => 5);
has options => (is => 'rw', init_arg => undef);

# A box can be asked for again with other settings (see "variant"), for which
# it keeps what it was made with.
sub BUILD {
    my ($self, $args) = @_;
    $self->options({%$args});
    return;
}

sub variant {
    my ($self, %other) = @_;
    return (ref $self)->new(%{ $self->options }, %other);
}

sub render {
    my ($self) = @_;
    my $edition = $self->request->edition;
    my @story   = $edition->for_desk($self->desk, $self->max);
    my $html    = join '', map { "<h2>$_->{head}</h2><p>$_->{text}</p>" } @story;
    if (@story < 2) {
        $html .= $self->variant(desk => 'home', max => 1)->render;
    }
    return "<section class='@{[ $self->desk ]}'>$html</section>";
}

__PACKAGE__->meta->make_immutable;

1;
