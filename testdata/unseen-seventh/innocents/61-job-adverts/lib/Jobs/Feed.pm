package Jobs::Feed;
use strict;
use warnings;

my @TRADES = qw(baker carpenter driver electrician farmer glazier joiner mason nurse painter roofer tailor);
my @PLACES = map {"town$_"} 1 .. 45;
my @EXTRAS = qw(shift night license team tools training pension english part full);

sub new { my ($class, %args) = @_; return bless {id => 0, live => [], %args}, $class }

sub next_one {
    my ($self) = @_;
    my $id = ++$self->{id};
    my $text = join ' ', $TRADES[$id % 12], 'in', $PLACES[($id * 7) % 45],
        map { $EXTRAS[($id * $_) % 10] } 1 .. 3;
    push @{$self->{live}}, $id;
    my @over;
    push @over, shift @{$self->{live}} while @{$self->{live}} > $self->{runs_for};
    return ({id => $id, text => $text, pay => 2000 + 10 * ($id % 90)}, \@over);
}

sub question {
    my ($self) = @_;
    return ($TRADES[$self->{id} % 12], $EXTRAS[$self->{id} % 7]);
}

1;
