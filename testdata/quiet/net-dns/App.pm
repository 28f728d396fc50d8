package App;

# A name server without a network by Net::DNS: a zone is read, queries come as
# bytes and are answered, far names are cached for a while; some queries are torn.
use strict;
use warnings;
use Net::DNS;
use Net::DNS::ZoneFile;

my $zone = "\$ORIGIN shop.example.\n\$TTL 300\n@ IN SOA ns hostmaster 1 3600 600 86400 300\n@ IN NS ns\n@ IN MX 10 mail\n"
    . join '', map { "host$_ IN A 192.0.2.$_\nhost$_ IN AAAA 2001:db8::$_\nhost$_ IN TXT \"host $_\" \"second\"\n" } 1 .. 80;
my %records;
push @{ $records{ lc $_->owner }{ $_->type } }, $_ for Net::DNS::ZoneFile->parse(\$zone);
my (%cache, %count);
my $now = 0;

sub steps { return 60, 700, 700 }

sub work {
    my ($class, $n) = @_;
    $now++;
    for my $type (qw(A TXT)) {
        my $query = Net::DNS::Packet->new('host' . (1 + $n * 7 % 95) . '.shop.example', $type);
        $query->header->id($n % 65536);
        my $answer = Net::DNS::Packet->new(\answer($query->data));
        $count{ $answer->header->rcode }++;
        $_->string for $answer->answer;
    }
    my $far = "name" . $n % 400 . '.far.example';
    $cache{$far} //= { rr => Net::DNS::RR->new("$far 60 IN A 198.51.100." . $n % 250), until => $now + 60 };
    if ($n % 30 == 0) {
        $cache{$_}{until} < $now and delete $cache{$_} for keys %cache;
    }
    my $torn = substr Net::DNS::Packet->new('shop.example', 'MX')->data, 0, 5 + $n % 20;
    Net::DNS::Packet->decode(\$torn);
    $count{torn}++ if $@;
    return;
}

sub answer {
    my ($data) = @_;
    my $query    = Net::DNS::Packet->new(\$data);
    my ($asked)  = $query->question;
    my $reply    = $query->reply;
    my $found    = $records{ lc $asked->qname };
    $reply->header->rcode($found ? 'NOERROR' : 'NXDOMAIN');
    $reply->header->aa(1);
    $reply->push(answer => @{ $found->{ $asked->qtype } // [] }) if $found;
    $reply->push(authority => @{ $records{'shop.example'}{SOA} }) unless $found;
    return $reply->data;
}

1;
