#!/usr/bin/perl
use strict;
use warnings;
sub POE::Kernel::ASSERT_DEFAULT () {0}
use POE;
use Devel::MAT::Dumper;
use Link::Resolver;
use Link::Page;

my $out = shift @ARGV or die "usage: $0 OUTDIR\n";
srand 4004;

Link::Resolver->spawn(alias => 'resolver', loss => 0.15);

my @plan = ([early => 60], [mid => 500], [late => 500]);
my %total;

POE::Session->create(
    inline_states => {
        _start => sub { $_[KERNEL]->alias_set('main'); $_[KERNEL]->yield('work') },
        work   => sub {
            my ($kernel, $heap) = @_[KERNEL, HEAP];
            # at most six pages at a time
            while (@plan && ($heap->{busy} || 0) < 6 && $plan[0][1] > 0) {
                $plan[0][1]--;
                $heap->{busy}++;
                Link::Page->spawn(number => ++$heap->{number}, links => 2 + int rand 6, report_to => 'main');
            }
        },
        page_done => sub {
            my ($kernel, $heap, $good, $bad) = @_[KERNEL, HEAP, ARG0, ARG1];
            $heap->{busy}--;
            $total{pages}++;
            $total{good} += $good;
            $total{bad}  += $bad;
            return $kernel->yield('work') if $plan[0][1] > 0 || $heap->{busy};
            my $step = shift @plan;
            Devel::MAT::Dumper::dump("$out/$step->[0].pmat");
            print "$step->[0]: $total{pages} pages, $total{good} good links, $total{bad} without answer\n";
            return $kernel->yield('work') if @plan;
            $kernel->alias_remove('main');
            $kernel->post(resolver => 'shutdown');
        },
    },
);

POE::Kernel->run;
