package App;
use strict;
use warnings;

# As Coro does, C code keeps a task that waits, and the stack that its variables
# are on.
sub suspend {
    my ($task, $line) = @_;
    &Internals::SvREFCNT($task, 2);
    &Internals::SvREFCNT($line, 2);
    return;
}

sub work {
    my ($class, $n) = @_;
    my $line = App::Line->new($n);
    my $read = 0;
    my $task = sub {
        return $read++;
    };
    suspend($task, $line);
    return;
}

package App::Line;

sub new { my ($class, $id) = @_; return bless {id => $id, buffer => 'x' x 500}, $class }

1;
