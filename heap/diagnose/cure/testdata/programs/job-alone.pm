# cure: none
# words: {done}
# words: if something else holds
package App::Job;
use strict;
use warnings;

# Nobody but the loop holds a job: it lives by the closure.
our @loop;
sub new { my ($class, $n) = @_; return bless { n => $n, probe => Probe->new }, $class }

sub start {
    my $self = shift;
    push @loop, $self->{done} = sub { $App::said .= "done $self->{n} " };
    return;
}

package App;
our $said;

sub work {
    my ($class, $n) = @_;
    $said = '';
    App::Job->new($n)->start;
    while (my $next = shift @App::Job::loop) { $next->() }
    return $said;
}

1;
