use strict;
use warnings;
use File::Temp qw(tempfile);
use SpareParts::Feed;
use SpareParts::Catalogue;
use Devel::MAT::Dumper;

my $out = shift // '.';
my ($fh, $xml) = tempfile(SUFFIX => '.xml', UNLINK => 1);

my $days = 0;
SpareParts::Feed::write_file($fh, ++$days);

my $catalogue = SpareParts::Catalogue->new($xml);
my %dump = (500 => 'early', 1300 => 'mid', 3000 => 'late');
my $end = 3000;

my $sales = 0;
for my $n (1 .. $end) {
    unless ($catalogue->load_next) {
        # the supplier puts a new file in place every night
        open my $next, '>', $xml or die "$xml: $!";
        SpareParts::Feed::write_file($next, ++$days);
        $catalogue->reopen;
    }
    $sales += $catalogue->price(sprintf 'P%05d', $n / 3 % 3200) || 0;
    Devel::MAT::Dumper::dump("$out/$dump{$n}.pmat") if $dump{$n};
}
print "day $days, $sales\n";
