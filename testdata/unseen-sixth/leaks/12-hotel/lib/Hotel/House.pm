package Hotel::House;
use strict;
use warnings;
use Hash::Util::FieldHash qw(fieldhash);
use Hotel::Guest;

fieldhash my %free;
fieldhash my %taken;
fieldhash my %earned;
fieldhash my %night;
fieldhash my %away;

sub new {
    my ($class, %a) = @_;
    my $self = bless \do { my $anon }, $class;
    $free{$self}   = [ map { 100 + $_ } 1 .. $a{rooms} ];
    $taken{$self}  = {};
    $earned{$self} = 0;
    $night{$self}  = 0;
    $away{$self}   = 0;
    return $self;
}

sub check_in {
    my ($self, %a) = @_;
    my $room = shift @{ $free{$self} };
    if (!$room) { $away{$self}++; return }
    my $leaves = $night{$self} + $a{nights};
    my $guest  = Hotel::Guest->new(name => $a{name}, leaves => $leaves);
    if ($a{family}) {
        my @family = map { Hotel::Guest->new(name => "$a{name} ($_)", leaves => $leaves) } 1 .. $a{family};
        $guest->join_party(@family);
    }
    $guest->charge(room => 80) for 1 .. $a{nights};
    $taken{$self}{$room} = $guest;
    return $room;
}

# just asking, no room needed
sub enquiry {
    my ($self, $name) = @_;
    my $caller = Hotel::Guest->new(name => $name);
    return scalar(@{ $free{$self} }) . ' rooms for ' . $caller->name;
}

sub breakfast {
    my ($self) = @_;
    for my $guest (values %{ $taken{$self} }) {
        $_->charge(breakfast => 11.5) for $guest->party;
    }
}

sub minibar {
    my ($self) = @_;
    for my $guest (values %{ $taken{$self} }) {
        $guest->charge(minibar => 4 + int rand 20) if rand() < .15;
    }
}

sub morning {
    my ($self) = @_;
    $night{$self}++;
    for my $room (sort keys %{ $taken{$self} }) {
        my $guest = $taken{$self}{$room};
        next if $guest->leaves > $night{$self};
        $earned{$self} += $guest->total;
        delete $taken{$self}{$room};
        push @{ $free{$self} }, $room;
    }
}

sub occupied    { return scalar keys %{ $taken{ $_[0] } } }
sub earned      { return $earned{ $_[0] } }
sub turned_away { return $away{ $_[0] } }

1;
