package Parrot::Channel;
use strict;
use warnings;

my @words = qw(the cat sat on a mat and saw two rats in the hall);

sub new { my ($class, $bot) = @_; return bless {bot => $bot, lines => []}, $class }

sub chat {
    my ($self, $count, @commands) = @_;
    for (1 .. $count) {
        my $nick = 'nick' . int rand 30;
        my $text = join ' ', map { $words[ rand @words ] } 1 .. 3 + int rand 5;
        $text = $commands[ rand @commands ] . " $text" if rand() < 0.2;
        my $reply = $self->{bot}->heard($nick, $text);
        push @{ $self->{lines} }, "<$nick> $text", defined $reply ? "<parrot> $reply" : ();
        splice @{ $self->{lines} }, 0, @{ $self->{lines} } - 50 if @{ $self->{lines} } > 50;
    }
    return;
}

1;
