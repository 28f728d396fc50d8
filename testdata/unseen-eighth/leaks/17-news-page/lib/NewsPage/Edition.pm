package NewsPage::Edition;
use Moose;

has articles => (is => 'ro', isa => 'Int', required => 1);
has stories  => (is => 'ro', lazy => 1, builder => '_build_stories');

sub _build_stories {
    my ($self) = @_;
    my @desk = qw(home world sport weather);
    return [ map { { no => $_, desk => $desk[ $_ % 4 ], head => "Headline $_", text => "Text of story $_. " x 5 } }
            1 .. $self->articles ];
}

sub for_desk {
    my ($self, $desk, $max) = @_;
    my @s = grep { $_->{desk} eq $desk } @{ $self->stories };
    return splice @s, 0, $max;
}

__PACKAGE__->meta->make_immutable;

1;
