package Club::Members;
use strict;
use warnings;

my @first = qw(Ada Bo Cleo Dan Eva Finn Gus Hedy Ines Jon Kim Lou);
my @last  = qw(Abel Brandt Cordes Duval Engel Fabre Gruen Holm);
my @team  = qw(rowing chess fencing judo);

sub new {
    my ($class, $count) = @_;
    my @members = map {
        {   name  => $first[ $_ % @first ] . ' ' . $last[ $_ % @last ],
            mail  => "member$_\@mail.example",
            team  => $team[ $_ % @team ],
            owes  => $_ % 3 ? 0 : 40 + $_ % 25,
            since => 1980 + $_ % 40,
        }
    } 1 .. $count;
    return bless {members => \@members}, $class;
}

sub choose {
    my ($self, $share) = @_;
    return grep { rand() < $share } @{ $self->{members} };
}

1;
