package Gateway::Frame;
use strict;
use warnings;

# HELLO <device>      |  VAL <number> <checksum>

sub parse {
    my ($class, $line) = @_;
    return { type => 'HELLO', device => $1 } if $line =~ /^HELLO (\w+)$/;
    if ($line =~ /^VAL (-?[\d.]+) ([0-9a-f]{2})$/) {
        return { type => 'VAL', value => $1 } if checksum($1) eq $2;
    }
    return;
}

sub checksum { my $t = shift; return sprintf '%02x', unpack('%8C*', $t) }

1;
