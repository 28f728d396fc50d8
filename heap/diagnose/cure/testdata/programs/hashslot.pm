# cure: weak copy of $ctx
package App;
use strict; use warnings;
sub work {
    my (undef, $n) = @_;
    my $ctx = { n => $n, probe => Probe->new };
    $ctx->{log} = [];
    $ctx->{say} = sub { push @{ $ctx->{log} }, $_[0] . $ctx->{n} };
    $ctx->{run} = sub { $ctx->{say}->('a'); $ctx->{say}->('b') };
    $ctx->{run}->();
    return join ' ', @{ $ctx->{log} };
}
1;
