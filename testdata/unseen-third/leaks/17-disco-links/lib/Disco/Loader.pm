package Disco::Loader;
use Moose;
use Disco::Data::Artist;
use Disco::Data::Link;

has store => (is => 'ro', required => 1);

sub artist {
    my ($self, $id) = @_;
    my $row    = $self->store->artist_row($id) or return;
    my $artist = Disco::Data::Artist->new(%$row);
    $self->load_links($artist);
    return $artist;
}

sub load_links {
    my ($self, @artists) = @_;
    for my $artist (@artists) {
        for my $row ($self->store->link_rows($artist->id)) {
            $artist->add_link($self->new_from_row($row, $artist));
        }
    }
    return;
}

# there are very many links, so this does without the constructor
sub new_from_row {
    my ($self, $row, $artist) = @_;
    my %info = %$row;
    $info{source} = $artist;
    return bless \%info, 'Disco::Data::Link';
}

__PACKAGE__->meta->make_immutable;
1;
