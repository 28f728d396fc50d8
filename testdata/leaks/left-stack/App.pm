package App::Runner;
use strict;
use warnings;

our @contexts;
my @hooks;

sub add_hook { my ($class, $hook) = @_; push @hooks, $hook; return }

sub run {
    my ($class, $context) = @_;

    # a hook that dies leaves the context on the stack
    push @contexts, $context;
    $_->($context) for @hooks;
    pop @contexts;
    return;
}

package App::Context;

sub new { my ($class, $n) = @_; return bless { n => $n, vars => { path => "/p$n" }, headers => [] }, $class }

package App;
App::Runner->add_hook(sub { my $c = shift; die "expired\n" if $c->{n} % 3 == 2 });
my %failed;

sub work {
    my ($class, $n) = @_;
    eval { App::Runner->run(App::Context->new($n)); 1 } or $failed{$@}++;
    return;
}

1;
