use strict;
use warnings;
use Telescope::Survey;
use Telescope::Candidates;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 2718;

my $survey     = Telescope::Survey->new(field => 'M31');
my $candidates = Telescope::Candidates->new(by => sub { $_[0]{significance} });
my %save       = (20 => 'early', 70 => 'mid', 170 => 'late');
my $frames = 170;

until ($survey->frame >= $frames) {
    $candidates->offer($_) for $survey->expose;
    my $name = $save{ $survey->frame } or next;
    Devel::MAT::Dumper::dump("$out/$name.pmat");
}

my $best = $candidates->best(3);
printf "%.2f sigma at %.3f %.3f\n", @$_{qw(significance ra dec)} for @$best;
