package Fax::Queue;
use strict;

my @waiting;
my %tries;
my ($number, $sent, $failed) = (0, 0, 0);

sub submit {
    my ($to, $pages) = @_;
    push @waiting, { id => ++$number, to => $to, pages => $pages };
}

sub next_fax { return shift @waiting }

sub done {
    my ($fax) = @_;
    delete $tries{ $fax->{id} };
    $sent++;
}

sub again {
    my ($fax) = @_;
    if (++$tries{ $fax->{id} } < 3) {
        push @waiting, $fax;
        return;
    }
    delete $tries{ $fax->{id} };
    $failed++;
}

sub status { return "$number faxes, $sent sent, $failed failed" }

1;
