package Quake::Detector;
use Mojo::Base -base, -signatures;
use Scalar::Util 'weaken';

has [qw(short ratio keep)];
has alarms => 0;
has events => sub { [] };
has quiet  => sub { {} };

sub watch ($self, $network) {
    weaken(my $weak = $self);
    $network->on(sample => sub ($net, $station, $sample) { $weak->judge($station, $sample) });
    return $self;
}

sub judge ($self, $station, $sample) {
    my $name = $station->name;
    return if $sample->{at} < ($self->quiet->{$name} // 0);
    my $long = $station->long_mean or return;
    my $short = $station->short_mean($self->short);
    return if $short / $long < $self->ratio;
    $self->alarms($self->alarms + 1);
    $self->quiet->{$name} = $sample->{at} + 60;
    push @{$self->events}, {station => $name, at => $sample->{at}, ratio => $short / $long};
    shift @{$self->events} while @{$self->events} > $self->keep;
    return;
}

1;
