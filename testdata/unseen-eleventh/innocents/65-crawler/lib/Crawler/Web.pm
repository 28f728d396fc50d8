package Crawler::Web;
use strict;
use warnings;

my @section = qw(news sport shop blog forum travel);

sub new { return bless { host => 0 }, shift }

sub start { my $self = shift; return sprintf 'http://host%d.example/', $self->{host}++ }

sub links {
    my ($self, $url) = @_;
    my ($base) = $url =~ m{^(http://[^/]+)};
    my @l = map { sprintf '%s/%s/%d.html', $base, $section[ rand @section ], rand 900 } 1 .. 7;
    push @l, sprintf 'http://host%d.example/%s/', rand 5000, $section[ rand @section ];
    return @l;
}

1;
