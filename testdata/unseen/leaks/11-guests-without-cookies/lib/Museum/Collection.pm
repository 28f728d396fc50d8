package Museum::Collection;
use strict;
use warnings;

my %loaded;    # room => objects, read when somebody first asks

sub new {
    my ($class, %args) = @_;
    return bless {%args, rendered => {}}, $class;
}

sub object {
    my ($self, $number) = @_;
    my $room = int $number / 10;
    my $list = $loaded{$room} ||= [map { {number => $room * 10 + $_, title => "Object $room/$_", year => 1500 + $room * 30 + $_} } 0 .. 9];
    return $list->[$number % 10];
}

sub page {
    my ($self, $number) = @_;
    return $self->{rendered}{$number} ||= do {
        my $object = $self->object($number);
        "<h1>$object->{title}</h1><p>made about $object->{year}, number $object->{number}</p>";
    };
}

1;
