package Census::Row;
use strict;
use warnings;

# "number|street|age,age,age"

sub read {
    my ($class, $form) = @_;
    my ($no, $street, $ages) = split /\|/, $form;
    if (!defined $ages) {
        warn "form $no has no ages\n";
        return;
    }
    my @ages = grep { /^\d+$/ && $_ < 115 } split /,/, $ages;
    warn "form $no: age out of range\n" if @ages != ($ages =~ tr/,//) + 1;
    return { no => $no, street => $street, persons => scalar @ages, ages => \@ages };
}

1;
