package Ledger::Report;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    my $self = bless { lines => [], %arg }, $class;
    my $rates = $self->{rates};
    my %used;
    my $round = $self->{rounding} eq 'cash'
        ? sub { 5 * int($_[0] / 5 + .5) }
        : sub { int($_[0] + .5) };
    $self->{books}->with_function(home => 2, sub {
        my ($cents, $currency) = @_;
        $used{$currency}++;
        return $round->($cents * ($rates->{$currency} // die "no rate for $currency"));
    });
    $self->{used} = \%used;
    return $self;
}

sub by_account {
    my ($self) = @_;
    my $rows = $self->{books}->query('select account, sum(home(cents, currency)) as home, count(*) as n from entry group by account order by account');
    $self->{lines} = [ map { sprintf '%-8s %12.2f %5d', $_->{account}, $_->{home} / 100, $_->{n} } @$rows ];
    return $self->text;
}

sub total {
    my ($self, $account) = @_;
    my $rows = $self->{books}->query('select sum(home(cents, currency)) as home from entry where account = ?', $account);
    return $rows->[0]{home};
}

sub text {
    my ($self) = @_;
    my $foot = join ' ', map { "$_:$self->{used}{$_}" } sort keys %{ $self->{used} };
    return join "\n", $self->{title}, @{ $self->{lines} }, $foot;
}

1;
