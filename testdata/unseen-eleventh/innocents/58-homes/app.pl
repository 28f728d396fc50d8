use strict;
use warnings;
use Homes::Database;
use Homes::Search;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 12;

my $dbh    = Homes::Database::open_filled(400);
my $search = Homes::Search->new($dbh);

sub visitor {
    my %form;
    $form{min_rooms} = 1 + int rand 4     if rand() < 0.5;
    $form{max_price} = 300 + int rand 900 if rand() < 0.5;
    $form{town}      = 'Town' . int rand 12 if rand() < 0.5;
    $form{garden}    = 1 if rand() < 0.5;
    $form{lift}      = 1 if rand() < 0.5;
    $form{built}     = 1950 + int rand 60 if rand() < 0.5;
    $form{heating}   = (qw(gas oil wood pump))[rand 4] if rand() < 0.5;
    $form{min_area}  = 30 + int rand 100 if rand() < 0.5;
    $form{pets}      = 1 if rand() < 0.5;
    $form{sort}      = (qw(price area built))[rand 3];
    return \%form;
}

my %when = (200 => 'early', 500 => 'mid', 1300 => 'late');
my $max  = (sort { $b <=> $a } keys %when)[0];
my $hits = 0;
for (my $i = 1; $i <= $max; $i++) {
    $hits += @{ $search->find(visitor()) };
    Devel::MAT::Dumper::dump("$out/$when{$i}.pmat") if $when{$i};
}
print "$hits homes shown\n";
