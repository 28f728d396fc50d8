use strict;
use warnings;
use Plack::Test;
use HTTP::Request::Common qw(GET);
use PartnerApi;
use PartnerApi::Partners;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 41;

my $test = Plack::Test->create(PartnerApi->to_app);
my @keys = PartnerApi::Partners->keys;
my @path = qw(/stock /price /order /label /track /invoice);
my %code;

my $calls = 0;
sub calls_until {
    my $end = shift;
    for (; $calls < $end; $calls++) {
        my $key = $calls % 50 ? $keys[ rand @keys ] : 'expired-key';
        my $res = $test->request(GET $path[ rand @path ] . '?item=' . int(rand 500), 'X-Partner' => $key);
        $code{ $res->code }++;
    }
}

for my $step ([150, 'early'], [550, 'mid'], [1350, 'late']) {
    calls_until($step->[0]);
    Devel::MAT::Dumper::dump("$out/$step->[1].pmat");
}
print join(', ', map { "$_: $code{$_}" } sort keys %code), "\n";
