package Firmware::Check;
use Moo;
with 'Firmware::Role::Logging';

has meter    => (is => 'ro', required => 1);
has channels => (is => 'ro', required => 1);
has channel  => (is => 'lazy');

# a tenth of the meters are in the field test
sub _build_channel {
    my $self = shift;
    my ($number) = $self->meter =~ /(\d+)/;
    return $number % 10 == 0 ? 'beta' : $number < 100 ? 'legacy' : 'stable';
}

sub advice {
    my ($self, $have) = @_;
    my $want = $self->channels->{ $self->channel };
    if (($have // '') eq $want) {
        $self->log->debug('meter ' . $self->meter . ' is up to date');
        return 'up to date';
    }
    $self->log->info('meter ' . $self->meter . " should get $want");
    return "update $want";
}

1;
