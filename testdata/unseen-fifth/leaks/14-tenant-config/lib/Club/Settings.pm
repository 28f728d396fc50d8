package Club::Settings;
use strict;
use warnings;

# A tied hash: what has been set for this request, then what the club has
# set, then the defaults.

sub TIEHASH {
    my ($class, $defaults, $club) = @_;
    return bless { layers => [{}, $club, $defaults], reads => 0 }, $class;
}

sub FETCH {
    my ($self, $key) = @_;
    $self->{reads}++;
    for my $layer (@{ $self->{layers} }) {
        return $layer->{$key} if exists $layer->{$key};
    }
    return;
}

sub STORE {
    my ($self, $key, $value) = @_;
    $self->{layers}[0]{$key} = $value;
    return;
}

sub EXISTS { my ($self, $key) = @_; return !!grep { exists $_->{$key} } @{ $self->{layers} } }
sub DELETE { my ($self, $key) = @_; return delete $self->{layers}[0]{$key} }

sub FIRSTKEY {
    my ($self) = @_;
    $self->{keys} = [sort keys %{ { map {%$_} @{ $self->{layers} } } }];
    return shift @{ $self->{keys} };
}

sub NEXTKEY { return shift @{ $_[0]{keys} } }

sub reads { return $_[0]{reads} }

# who shows settings can attach itself, to be asked when a key is missing
sub owner { my $self = shift; $self->{owner} = shift if @_; return $self->{owner} }

1;
