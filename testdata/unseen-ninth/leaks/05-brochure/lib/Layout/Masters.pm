package Layout::Masters;
use strict;
use warnings;
use Layout::Box;

# The master pages of the brochure, drawn once by the designers.

my %spec = (
    title   => [qw(logo headline teaser)],
    product => [qw(picture name price blurb)],
    back    => [qw(address imprint)],
);

sub load {
    my ($class) = @_;
    my %masters;
    for my $page (sort keys %spec) {
        my $root = Layout::Box->new(name => $page, style => { font => 'Garamond', size => 10 });
        my $body = Layout::Box->new(name => 'body', style => { size => 9 });
        $root->add($body);
        $body->add(map { Layout::Box->new(name => $_) } @{ $spec{$page} });
        $masters{$page} = $root;
    }
    return \%masters;
}

1;
