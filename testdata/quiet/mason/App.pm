package App;

# Pages by HTML::Mason: autohandlers, methods, filters, components out of
# strings, a small cache of code, subrequests, and errors of every kind.
use strict;
use warnings;
use File::Basename 'dirname';
use Cwd 'abs_path';
use HTML::Mason::Interp;

my $page;
my $interp = HTML::Mason::Interp->new(
    comp_root            => abs_path(dirname(__FILE__)) . '/comps',
    out_method           => \$page,
    code_cache_max_size  => 6,
    autoflush            => 0,
    error_mode           => 'fatal',
);
my %failed;

sub steps { return 20, 130, 130 }

sub work {
    my ($class, $n) = @_;
    for my $id ($n .. $n + 3) {
        $page = '';
        eval { $interp->exec('/article.html', id => $id, count => 1 + $n % 7, tags => [ "new $n", 'cheap' ]); 1 }
            or $failed{ $@ =~ /no such article/ ? 'article' : 'other' }++;
    }
    my $letter = $interp->make_component(comp_source => 'Dear <% $ARGS{name} %>, number ' . $n % 9 . " is here.\n");
    $page = '';
    $interp->exec($letter, name => "person $n");
    eval { $interp->exec('/torn.html') }                    || $failed{torn}++    if $n % 10 == 0;
    eval { $interp->exec('/missing.html') }                 || $failed{missing}++ if $n % 7 == 0;
    eval { $interp->exec('/article.html') }                 || $failed{args}++    if $n % 6 == 0;
    return;
}

1;
