#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use POE;
use Call::Agent;
use Call::Session;

my $out = shift or die "usage: app.pl OUTDIR\n";

my %config = (lines => 12, total => 800, patience => 2);
my $agents = Call::Agent->new(qw(ann bob cem dora));
my %dump_at = (100 => 'early', 300 => 'mid', 800 => 'late');
my (%result, $started, $finished);
($started, $finished) = (0, 0);

sub next_call {
  return if $started >= $config{total};
  my $id = ++$started;
  Call::Session->spawn(
    id       => $id,
    agents   => $agents,
    patience => $config{patience} + $id % 3,
    done     => sub { $poe_kernel->post(switchboard => ended => @_) },
  );
}

POE::Session->create(
  inline_states => {
    _start => sub {
      $_[KERNEL]->alias_set('switchboard');
      next_call() for 1 .. $config{lines};
    },
    ended => sub {
      my ($kernel, $id, $how) = @_[KERNEL, ARG0, ARG1];
      $result{$how}++;
      $finished++;
      Devel::MAT::Dumper::dump("$out/$dump_at{$finished}.pmat") if $dump_at{$finished};
      if ($finished >= $config{total}) { $kernel->alias_remove('switchboard'); return $kernel->stop }
      next_call();
    },
  },
);
POE::Kernel->run;
print STDERR "served $result{served}, abandoned $result{abandoned}\n" if $ENV{VERBOSE};
