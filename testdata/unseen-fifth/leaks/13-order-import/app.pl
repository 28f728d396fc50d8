#!/usr/bin/env perl
# takes orders over HTTP; the errors of the day can be seen at /errors
use strict;
use warnings;
use Devel::MAT::Dumper;
use HTTP::Request::Common qw(GET POST);
use HTTP::Message::PSGI;
use JSON::PP qw(encode_json);
use Orders::App;

my $dir = shift or die "usage: $0 DIR\n";
my $app = Orders::App->new->to_app;
my $no  = 5000;
srand 1313;

sub post_order {
    my %order = (number => ++$no, customer => int(rand 400), lines => [map { { sku => 'S' . int rand 300, count => 1 + int rand 5 } } 1 .. 1 + rand 5]);
    $order{lines}[0]{count} = 0 if rand() < 0.15;    # the web shop of a partner sends rubbish now and then
    delete $order{customer}     if rand() < 0.05;
    my $env = POST('http://localhost/order', Content => encode_json(\%order))->to_psgi;
    return $app->($env)->[0];
}

my %status;
for my $step ([early => 150], [mid => 600], [late => 600]) {
    my ($name, $count) = @$step;
    $status{ post_order() }++ for 1 .. $count;
    Devel::MAT::Dumper::dump("$dir/$name.pmat");
    print "$name: ", join(', ', map {"$_: $status{$_}"} sort keys %status), "\n";
}
