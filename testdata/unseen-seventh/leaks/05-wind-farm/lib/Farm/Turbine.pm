package Farm::Turbine;
use Mojo::Base -base, -signatures;

has [qw(id rated)];
has limit => 1;
has total => 0;

sub measure ($self, $wind) {
    my $share = $wind < 3 ? 0 : $wind > 12 ? 1 : (($wind - 3) / 9)**3;
    my $power = $self->rated * $share * $self->limit;
    $self->total($self->total + $power / 60);
    return {power => $power, rotor => 6 + 10 * $share, temp => 40 + 20 * $share};
}

1;
