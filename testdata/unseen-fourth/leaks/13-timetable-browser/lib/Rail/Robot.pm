package Rail::Robot;
use strict;
use warnings;
use Rail::Browser;
use Rail::Site;
use Rail::Board;

sub new {
    my ($class, %arg) = @_;
    my $browser = Rail::Browser->new(site => Rail::Site->new, timeout => 10);
    return bless {%arg, browser => $browser, board => Rail::Board->new, days => 0, pages => 0}, $class;
}

sub day {
    my ($self, $rounds) = @_;
    for my $round (1 .. $rounds) {
        for my $station (@{ $self->{stations} }) {
            my $page = $self->{browser}->visit("http://rail.local/board/$station?t=$round");
            $self->{pages}++;
            $self->{board}->read($station, $page->decoded_content);
            my ($detail) = $self->{browser}->links;
            next unless $detail && rand() < 0.3;
            $self->{browser}->visit("http://rail.local$detail");
            $self->{pages}++;
        }
    }
    $self->{board}->new_day;
    $self->{days}++;
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d days, %d pages, %d late trains', $self->{days}, $self->{pages}, $self->{board}->late;
}

1;
