#!/usr/bin/perl
use 5.024;
use warnings;
use Devel::MAT::Dumper;
use Sieve::Rules;
use Sieve::Box;
use Sieve::Sender;

my $out = shift // die "usage: $0 OUTDIR\n";
srand 53;

my $rules  = Sieve::Rules->new;
my $box    = Sieve::Box->new(rules => $rules, folder_size => 25);
my $sender = Sieve::Sender->new;

sub mails { my $n = shift; $box->deliver($sender->mail) for 1 .. $n; return }
sub note  { my $name = shift; Devel::MAT::Dumper::dump("$out/$name.pmat"); say "$name: ", $box->text; return }

mails(40);
note('early');
mails(700);
note('mid');
my $load = 1;
mails(700 * $load);
note('late');
