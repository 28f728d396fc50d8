package App;
use strict; use warnings;
use File::Basename (); use lib File::Basename::dirname(__FILE__) . '/vendor';
use Bell::Rope;
my $tower = { closing => Bell::Rope->new, opening => Bell::Rope->new, visits => 0 };
$tower->{opening}->answer(sub { $tower->{open} = 1 });
$tower->{opening}->ring;
sub guide { my $word = shift; return scalar reverse $word }
sub visit {
    my ($who) = @_;
    my $ticket = { who => $who, steps => [1 .. 20] };
    my $hurry = $tower->{closing}->tied_to(sub { "hurry up, $ticket->{who}" });
    guide($ticket->{who});
    $hurry->let_go;
    $tower->{visits}++;
    return;
}
sub work { my ($class, $n) = @_; visit("visitor $n"); return }
1;
