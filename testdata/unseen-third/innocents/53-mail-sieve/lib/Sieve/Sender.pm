package Sieve::Sender;
use 5.024;
use warnings;
use Email::MIME;

my @topic = ('invoice', 'meeting', 'lottery', 'backup', 'newsletter', 'holiday', 'build', 'ticket');
my @list  = map {"list$_"} 1 .. 30;

sub new { return bless {n => 0}, shift }

sub mail {
    my $self = shift;
    my $n    = ++$self->{n};
    return Email::MIME->create(
        header_str => [
            From    => "sender$n\@" . (qw(work.example shop.example club.example))[ rand 3 ],
            To      => 'me@home.example',
            Subject => "$topic[ rand @topic ] $n",
            'List-Id' => $list[ rand() * rand() * @list ],
        ],
        body_str   => join(' ', map { $topic[ rand @topic ] } 1 .. 30) . "\n",
        attributes => {charset => 'UTF-8', encoding => '8bit', content_type => 'text/plain'},
    );
}

1;
