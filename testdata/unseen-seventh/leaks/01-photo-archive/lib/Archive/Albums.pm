package Archive::Albums;
use Mojo::Base -base, -signatures;

has keep    => 10;
has albums  => sub { {} };
has order   => sub { [] };
has skipped => 0;
has total   => 0;

sub update ($self, $folder, $pictures) {
    push @{$self->order}, $folder unless $self->albums->{$folder};
    my %kinds;
    my ($bytes, $newest) = (0, 0);
    for my $picture (@$pictures) {
        $kinds{$picture->{kind}}++;
        $bytes += $picture->{size};
        $newest = $picture->{stamp} if $picture->{stamp} > $newest;
    }
    $self->albums->{$folder} = {
        cover  => $pictures->[0] && $pictures->[0]{path},
        bytes  => $bytes,
        newest => $newest,
        kinds  => \%kinds,
    };
    $self->total($self->total + @$pictures);
    $self->_trim;
    return $self;
}

sub _trim ($self) {
    while (@{$self->order} > $self->keep) {
        delete $self->albums->{shift @{$self->order}};
    }
}

sub note_skipped ($self, $folder) { $self->skipped($self->skipped + 1) }

sub count ($self) { return scalar keys %{$self->albums} }

1;
