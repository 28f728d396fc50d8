package Maillog::Stats;
use strict;
use warnings;

sub new { my $class = shift; return bless {status => {}, domain => {}, bytes => 0, mails => 0, hours => []}, $class }

sub count {
    my ($self, $mail) = @_;
    $self->{mails}++;
    $self->{bytes} += $mail->{size} || 0;
    for my $to (@{ $mail->{to} }) {
        $self->{status}{ $to->{status} }++;
        my ($domain) = $to->{address} =~ /@(.*)/;
        $self->{domain}{$domain}++;
    }
    return;
}

# the last twelve hours
sub next_hour {
    my $self = shift;
    push @{ $self->{hours} }, $self->{mails};
    shift @{ $self->{hours} } if @{ $self->{hours} } > 12;
    return;
}

1;
