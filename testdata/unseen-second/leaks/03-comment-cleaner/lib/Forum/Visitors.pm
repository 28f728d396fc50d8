package Forum::Visitors;
use strict;
use warnings;

my @names = qw(alba bruno carla dino elsa fabio gina hugo ida jan);
my @words = qw(the gearbox of my tractor makes a noise when it is cold oil filter winter help please thanks);

sub new { return bless {count => 0}, shift }

sub sentence { my $n = 4 + int rand 12; return join ' ', map { $words[rand @words] } 1 .. $n }

sub next_post {
    my $self = shift;
    $self->{count}++;
    my @html = map { '<p>' . $self->sentence . '</p>' } 1 .. 1 + int rand 3;
    push @html, '<a href="/topic/' . int(rand 500) . '" onclick="x()">see here</a>' if rand() < 0.3;
    push @html, '<script>alert(1)</script>'                   if rand() < 0.1;
    push @html, '<font color=red>' . $self->sentence . '</font>' if rand() < 0.2;
    return ($names[rand @names], join '', @html);
}

1;
