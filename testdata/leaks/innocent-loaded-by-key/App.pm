package App;
use strict;
use warnings;

# Each volume is read when somebody asks for it first; there are twelve.
my (%read, %by_title);

sub volume {
    my $no = shift;
    return if $read{$no}++;
    for my $page (1 .. 200) {
        push @{ $by_title{"title $no of page $page"} }, { volume => $no, page => $page };
    }
    return;
}

sub steps { return 40, 40, 40 }

sub work {
    my ($class, $n) = @_;
    my $no = int($n / 10) % 12;
    volume($no);
    return scalar @{ $by_title{"title $no of page 7"} };
}

1;
