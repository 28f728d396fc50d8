package Form::Factory;
use Moose;
use Moose::Meta::Class;
use Form::Base;

# Each kind of form is a class, made when the first form of this kind comes.

has classes => (is => 'ro', isa => 'HashRef', default => sub { {} });

my %kind = (
    Basic    => {town => 'Str', street => 'Str'},
    Dog      => {name => 'Str', breed => 'Str', weight => 'Num'},
    Car      => {plate => 'Str', power => 'Int'},
    Building => {floors => 'Int', roof => 'Str', parcel => 'Int'},
    Marriage => {partner => 'Str', day => 'Str'},
    Well     => {depth => 'Num'},
    Fair     => {stalls => 'Int', music => 'Bool'},
    Beehive  => {hives => 'Int', meadow => 'Str'},
    Boat     => {length => 'Num', berth => 'Str'},
    Firewood => {metres => 'Int'},
);

sub kinds { return sort keys %kind }
sub type  { my ($self, $kind) = @_; return $kind{$kind} }

sub make {
    my ($self, $kind) = @_;
    return $self->classes->{$kind} ||= do {
        my $spec  = $kind{$kind} or die "no such form: $kind\n";
        my $class = Moose::Meta::Class->create(
            "Form::Kind::$kind",
            superclasses => ['Form::Base'],
            attributes   => [map { Moose::Meta::Attribute->new($_ => (is => 'ro', isa => "Maybe[$spec->{$_}]")) } sort keys %$spec],
        );
        $class->make_immutable;
        $class->name;
    };
}

__PACKAGE__->meta->make_immutable;
no Moose;
1;
