package Finger::Staff;
use Mojo::Base -base, -signatures;

has people => sub { {} };
has logins => sub { [] };

my @FIRST = qw(anna ben carl dina ewa finn gina hans);
my @DEPTS = ('Botany', 'Chemistry', 'Geology', 'History', 'Law');

sub hire ($self, $count) {
    for my $n (1 .. $count) {
        my $login = $FIRST[$n % @FIRST] . $n;
        $self->people->{$login} = {
            name => ucfirst($FIRST[$n % @FIRST]) . " No. $n",
            room => 100 + $n,
            ext  => 4000 + $n,
            dept => $DEPTS[$n % @DEPTS],
        };
        push @{$self->logins}, $login;
    }
    return $self;
}

sub login ($self, $n) {
    return 'nobody' if $n % 11 == 10;
    my $logins = $self->logins;
    return $logins->[$n % @$logins];
}

sub card ($self, $login) {
    my $person = $self->people->{$login} or return undef;
    return map {"$_: $person->{$_}"} sort keys %$person;
}

1;
