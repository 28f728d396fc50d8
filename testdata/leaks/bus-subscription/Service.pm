package Service;
use strict; use warnings;
sub new { my ($class, %arg) = @_; return bless {%arg}, $class }
sub run {
    my $self = shift;
    $self->{sub} = $self->{bus}->subscribe(noise => $self, 'on_noise');
    die "odd" if 0;
    return if $self->{id} % 2;
    $self->{bus}->unsubscribe(noise => $self->{sub});
    return;
}
sub on_noise { $_[0]{heard}++ }
1;
