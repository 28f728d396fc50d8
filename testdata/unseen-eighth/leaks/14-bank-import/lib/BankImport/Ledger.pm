package BankImport::Ledger;
use strict;
use warnings;

sub new { bless { balance => 0, files => 0, remarks => 0, by_day => {} }, shift }

sub post {
    my ($self, $st) = @_;
    for my $entry (@{ $st->entries }) {
        $self->{balance} += $entry->{cent};
        $self->{by_day}{ $entry->{day} } += $entry->{cent};
    }
    $self->{files}++;
    $self->{remarks} += @{ $st->remarks };
    return;
}

sub report {
    my ($self) = @_;
    my $text = sprintf "%d files, balance %d, %d remarks\n", @$self{qw(files balance remarks)};
    $text .= sprintf "  %s %10d\n", $_, $self->{by_day}{$_} for sort keys %{ $self->{by_day} };
    return $text;
}

1;
