package Parrot::Plugins;
use strict;
use warnings;

my %source = (
    time    => 'sub { "it is late" }',
    help    => 'sub { "ask me for " . join ", ", Parrot::Plugins::names() }',
    dice    => 'sub { 1 + int rand 6 }',
    weather => 'my @sky = qw(sun rain snow); sub { $sky[ rand @sky ] }',
    count   => 'my %n; $bot->on(heard => sub { $n{ $_[0] }++ }); sub { "you said " . ($n{ $_[0] } || 0) . " lines" }',
    seen    => 'my %last; $bot->on(heard => sub { $last{ $_[0] } = $_[1] }); sub { my ($n) = sort keys %last; "$n said $last{$n}" }',
    reverse => 'sub { scalar reverse $_[1] }',
    sum     => 'sub { my $s = 0; $s += length for split " ", $_[1]; $s }',
    rhyme   => 'my @heard; $bot->on(heard => sub { push @heard, $_[1]; shift @heard if @heard > $bot->{memory} }); sub { my ($end) = $_[1] =~ /(..)$/ or return "hm"; (grep { /\Q$end\E$/ } @heard)[0] // "hm" }',
    poll    => 'my %vote; sub { my ($for) = split " ", $_[1]; $vote{$for} = $vote{$for} ? $vote{$for} + 1 : 1; "$for has $vote{$for}" }',
);

sub names { return sort keys %source }
sub known { return exists $source{ $_[0] } }

sub load {
    my ($name, $bot) = @_;
    my $run = eval "no warnings; package Parrot::Plugin::$name; $source{$name}" or die "cannot load $name: $@";
    return {name => $name, run => $run, loaded => time};
}

1;
