package Person;
use strict;
use warnings;
sub new   { my ($class, %with) = @_; return bless {%with}, $class }
sub name  { $_[0]{name} }
sub greet { "$_[0]{name} greets $_[1]" }

package App;

# Pages and letters by the Template Toolkit: files, templates out of strings, a
# small cache of compiled templates, plugins, macros, and errors.
use strict;
use warnings;
use File::Basename 'dirname';
use Template;

my $views  = dirname(__FILE__) . '/views';
my $engine = Template->new(
    INCLUDE_PATH => $views,
    CACHE_SIZE   => 8,
    FILTERS      => { shout => sub { uc $_[0] } },
    STAT_TTL     => 1,
);
my $wrapped = Template->new(INCLUDE_PATH => $views, WRAPPER => 'wrapper.tt');
my %failed;

sub steps { return 20, 160, 160 }

sub work {
    my ($class, $n) = @_;
    my $vars = {
        title   => "Page <$n>",
        rows    => [ map { "row $n.$_" } 1 .. 12 ],
        numbers => [ 1 .. 10 ],
        sold    => $n % 3 == 0,
        person  => Person->new(name => "person $n"),
    };
    for ($engine, $wrapped) {
        $_->process('page.tt', $vars, \my $page) or die $_->error;
    }
    my $letter = "Dear [% person.name %], [% title | shout %] number $n" . ' [% numbers.join(",") %]' x ($n % 4);
    $engine->process(\$letter, $vars, \my $text) or die $engine->error;
    $engine->process('broken.tt', $vars, \my $none) or $failed{ $engine->error->type }++;
    $engine->process(\"[% IF %]", $vars, \$none) or $failed{parse}++ if $n % 5 == 0;
    return;
}

1;
