package News::Wire;
use strict;
use warnings;

my @who  = ('Mayor', 'Fire brigade', 'Museum', 'Harbour master', 'School board', 'Orchestra');
my @does = qw(opens closes praises repairs paints forgets moves);
my @what = ('the old bridge', 'a swimming pool', 'the clock tower', 'two buses', 'the archive');

sub new { my ($class, $name) = @_; return bless { name => $name, no => 0 }, $class }
sub name { $_[0]{name} }

# what the wire sends now, in pieces like a socket would give them
sub chunks {
    my $self = shift;
    my $items = 2 + int rand 9;
    my $xml = qq{<?xml version="1.0"?>\n<wire name="$self->{name}">};
    for (1 .. $items) {
        my $no = ++$self->{no};
        $xml .= sprintf qq{<item id="%s-%d" prio="%d"><title>%s %s %s</title><town>%s</town></item>\n},
            $self->{name}, $no, int(rand 5), $who[rand @who], $does[rand @does], $what[rand @what], ucfirst $self->{name};
    }
    $xml .= '</wire>';
    # now and then the line drops
    $xml = substr $xml, 0, length($xml) * .7 if rand() < .1;
    return unpack '(A160)*', $xml;
}

1;
