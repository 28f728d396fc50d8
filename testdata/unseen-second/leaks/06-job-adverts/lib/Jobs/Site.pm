package Jobs::Site;
use strict;
use warnings;

# stands for the web site: pages as the site would send them

my @towns  = qw(Graz Linz Wels Steyr Wien Bregenz Villach);
my @titles = ('Turner', 'Cook', 'Night nurse', 'Bus driver', 'Carpenter', 'Bookkeeper');

sub new {
    my ($class, %arg) = @_;
    srand $arg{seed};
    return bless {served => 0}, $class;
}

sub get {
    my ($self, $path) = @_;
    my $n = ++$self->{served};
    return '<html><head><title>Gone</title></head><body><h1>This advert is no longer online</h1>'
        . '<ul class="hints"><li>Look in your town<li>Or in your trade</ul><p>Sorry</p></body></html>'
        if rand() < 0.25;
    my $rows = join '', map { "<tr><th>$_<td>" . int(rand 40) . "</tr>" } qw(Hours Holidays Pay Shift);
    return sprintf '<html><head><title>%s</title></head><body><div id="ad"><h1>%s</h1>'
        . '<span class="town">%s</span><table>%s</table><p class="text">%s</p><a href="/ad/%d">next</a></div></body></html>',
        $path, $titles[rand @titles], $towns[rand @towns], $rows, 'We look for you. ' x (1 + rand 6), $n + 1;
}

1;
