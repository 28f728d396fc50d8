use strict;
use warnings;
use Cwd qw(getcwd);
use HTML::Mason::Interp;
use Suggest::Typists;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 4;

my $page   = '';
my $interp = HTML::Mason::Interp->new(comp_root => getcwd() . '/comp', out_method => \$page);
my $people = Suggest::Typists->new;
my $length = 0;

sub serve {
    my ($count) = @_;
    for (1 .. $count) {
        $page = '';
        $interp->exec('/suggest.html', typed => $people->phrases(4));
        $length += length $page;
    }
}

serve(250);
Devel::MAT::Dumper::dump("$out/early.pmat");
serve(600);
Devel::MAT::Dumper::dump("$out/mid.pmat");
serve(1150);
Devel::MAT::Dumper::dump("$out/late.pmat");
print "$length characters\n";
