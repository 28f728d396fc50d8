package Vehicle::Factory;
use Moo;
use Moo::Role ();
use Vehicle::Base;

my %EXTRA = (Trailer => 45, Taxi => 300, Electric => -60, Caravan => 80, Rental => 150, Vintage => -30);

has class_of => (is => 'ro', default => sub { {} });

# a role for each feature, compiled when it is needed
my %role;

sub _role {
    my ($name) = @_;
    return $role{$name} ||= do {
        my $package = "Vehicle::Feature::$name";
        eval "package $package; use Moo::Role; around premium => sub { my (\$orig, \$self) = \@_; return \$self->\$orig + $EXTRA{$name} }; 1" or die $@;
        $package;
    };
}

sub features { return sort keys %EXTRA }

sub build {
    my ($self, %arg) = @_;
    my @features = @{ delete $arg{features} || [] };
    my $key      = join '+', sort @features;
    my $class    = $self->class_of->{$key} ||= @features ? Moo::Role->create_class_with_roles('Vehicle::Base', map { _role($_) } sort @features) : 'Vehicle::Base';
    return $class->new(%arg);
}

sub classes { return scalar keys %{ $_[0]->class_of } }

1;
