package Vehicle::Base;
use Moo;
use Carp qw(croak);

our $AUTOLOAD;
my %RATE = (north => 0.9, south => 1.1, east => 1, west => 1.05, coast => 1.2, city => 1.3);

has power => (is => 'ro', required => 1);

sub premium { return 120 + 2 * $_[0]->power }

# rate_north and the others are made when they are called first
sub AUTOLOAD {
    my ($self) = @_;
    my $method = $AUTOLOAD =~ s/.*:://r;
    return if $method eq 'DESTROY';
    my ($region) = $method =~ /\Arate_(\w+)\z/;
    defined $region && $RATE{$region} or croak "no method $method";
    no strict 'refs';
    *{"Vehicle::Base::$method"} = sub { $_[0]->premium * $RATE{$region} };
    return $self->$method;
}

1;
