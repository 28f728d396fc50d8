package WeatherDesk::Stations;
use Mojo::Base -base, -signatures;
use Mojo::IOLoop;
use Mojo::Promise;

has count => 10;
has delay => 0.001;

sub names ($self) { map { sprintf 'WX%02d', $_ } 1 .. $self->count }

# Resolves with the latest observation of a station.
sub observe ($self, $name) {
    my ($no) = $name =~ /(\d+)/;
    return Mojo::Promise->timer(
        $self->delay => {
            station => $name,
            at      => time,
            celsius => 8 + $no / 3 + rand 4,
            wind    => [ map { int rand 30 } 1 .. 10 ],
        }
    );
}

1;
