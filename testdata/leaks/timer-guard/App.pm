package App;
use strict;
use warnings;
my %done;

sub work {
    my ($class, $n) = @_;
    my $guard;
    $guard = App::Timer->new(3600, sub {
        $done{ $n % 10 }++;
        undef $guard;
    });
    return;
}

package App::Timer;

sub new {
    my ($class, $after, $cb) = @_;
    return bless { after => $after, cb => $cb }, $class;
}

1;
