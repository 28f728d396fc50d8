package Firmware::Reports;
use Moo;

has keep   => (is => 'ro', default => 100);
has recent => (is => 'ro', default => sub { [] });
has failed => (is => 'ro', default => sub { {} });

sub add {
    my ($self, $meter, $result) = @_;
    my $recent = $self->recent;
    push @$recent, {meter => $meter, result => $result, at => time};
    shift @$recent while @$recent > $self->keep;
    if ($result eq 'ok') { delete $self->failed->{$meter} }
    else                 { $self->failed->{$meter}++ }
    return;
}

1;
