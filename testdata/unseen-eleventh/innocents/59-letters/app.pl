use strict;
use warnings;
use Template;
use Letters::Library;
use Letters::Customers;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 77;

my $library = Letters::Library->new({ INCLUDE_PATH => ['letters'] });
my $tt = Template->new({ LOAD_TEMPLATES => [$library] }) or die Template->error;
my $pool = Letters::Customers->new(languages => $library->languages, kinds => $library->kinds);

my $sent = 0;
my $chars = 0;
my @plan = qw(60 early 200 mid 480 late);
while (@plan) {
    my $goal = shift @plan;
    my $file = shift @plan;
    while ($sent < $goal) {
        my $c = $pool->next_customer;
        my $text = '';
        $tt->process("$c->{language}/$c->{kind}", { customer => $c, lines => $c->{lines} }, \$text)
            or die $tt->error;
        $chars += length $text;
        $sent++;
    }
    Devel::MAT::Dumper::dump("$out/$file.pmat");
}
print "$sent letters, $chars characters\n";
