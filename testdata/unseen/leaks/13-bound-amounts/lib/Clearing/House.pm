package Clearing::House;
use strict;
use warnings;
use Clearing::Ledger;
use Clearing::Archive;

sub new {
    my ($class, %args) = @_;
    my @members = map { {name => "bank $_", position => 0} } 0 .. $args{members} - 1;
    return bless {members => \@members, archive => Clearing::Archive->new(days => 10), day => 0}, $class;
}

sub clear {
    my ($self, @orders) = @_;
    my $ledger = Clearing::Ledger->open_day(day => ++$self->{day}, currency => 'EUR');
    for my $order (@orders) {
        $ledger->book($order->{member}, $ledger->amount($order->{cents}));
    }
    my $balance = $ledger->balance;
    my $sum     = $ledger->amount(0);
    for my $member (keys %$balance) {
        $sum = $sum + $balance->{$member};
        $self->{members}[$member]{position} += $balance->{$member}->cents;
    }
    my $report = {day => $self->{day}, sum => $sum->format, bookings => $ledger->count};
    $self->{archive}->store($report);
    return $report;
}

sub summary {
    my $self = shift;
    my ($best) = sort { $b->{position} <=> $a->{position} } @{ $self->{members} };
    return "$self->{day} days, best: $best->{name}, " . $self->{archive}->size . ' reports';
}

1;
