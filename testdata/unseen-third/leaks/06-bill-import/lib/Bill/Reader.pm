package Bill::Reader;
use Moo;
use Bill::Error;

sub read {
    my ($self, $text) = @_;
    my %bill = (lines => [], total => 0);
    for my $line (split /\n/, $text) {
        if    ($line =~ /^BILL (\d+)$/)   { $bill{number} = $1 }
        elsif ($line =~ /^VENDOR (\w+)$/) { $bill{vendor} = $1 }
        elsif ($line eq 'END')            { $bill{complete} = 1 }
        elsif ($line =~ /^(\d+) x (\w+) @ ([\d.]+)$/) {
            push @{ $bill{lines} }, {count => $1, item => $2, price => $3};
            $bill{total} += $1 * $3;
        }
        else { Bill::Error->throw(message => 'cannot read an item', bill => \%bill, line => $line) }
    }
    Bill::Error->throw(message => 'no vendor', bill => \%bill) unless $bill{vendor};
    Bill::Error->throw(message => 'not complete', bill => \%bill) unless $bill{complete};
    return \%bill;
}

1;
