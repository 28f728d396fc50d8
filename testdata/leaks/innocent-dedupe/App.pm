package Dedupe;
use strict; use warnings;
sub new { my ($c, %a) = @_; return bless { window => $a{window}, seen => {}, queue => [] }, $c }
sub is_new {
    my ($self, $key, $t) = @_;
    $self->expire($t);
    return 0 if $self->{seen}{$key}++;
    push @{ $self->{queue} }, [$t, $key];
    return 1;
}
sub expire { my ($self, $t) = @_; while (my $first = $self->{queue}[0]) { last if $first->[0] > $t - $self->{window}; delete $self->{seen}{ $first->[1] }; shift @{ $self->{queue} } } return }
package App;
my $d = Dedupe->new(window => 1000);
sub work { my (undef, $n) = @_; $d->is_new("message-$n", $n); return }
1;
