package FW::Ports;
use strict;
use warnings;

my %count;
my %name = (22 => 'ssh', 23 => 'telnet', 25 => 'smtp', 80 => 'http', 443 => 'https', 3389 => 'rdp', 5060 => 'sip');

sub seen { my $port = shift; $count{$port}++; return }

sub top {
    my ($port) = sort { $count{$b} <=> $count{$a} || $a <=> $b } keys %count;
    return $name{$port} || $port;
}

1;
