package Cinema::Hall;
use Mojo::Base -base, -signatures;
use Scalar::Util qw(weaken);

sub new ($class, %args) {
    my @films = map { {number => $_, title => "Film $_", taken => {}, seats => $args{seats}} } 0 .. $args{films} - 1;
    return bless {films => \@films}, $class;
}

sub titles ($self) { return [map { $_->{title} } @{ $self->{films} }] }
sub film ($self, $number) { return $self->{films}[$number] }

# a full film is shown, and then begins again
sub reserve ($self, $number, $seat, $visitor) {
    my $film = $self->{films}[$number];
    return if $film->{taken}{$seat};
    my $place = $film->{taken}{$seat} = {film => $film->{title}, seat => $seat, by => $visitor->{id}, visitor => $visitor};
    weaken $place->{visitor};
    push @{ $visitor->{seats} }, "$film->{title}/$seat";
    $film->{taken} = {} if keys %{ $film->{taken} } > 20;
    return $place;
}

sub count ($self) { my $n = 0; $n += keys %{ $_->{taken} } for @{ $self->{films} }; return $n }

1;
