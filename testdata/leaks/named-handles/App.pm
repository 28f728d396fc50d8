package App::Reader;
use strict;
use warnings;

my $next = 'INPUT00000';

sub first_line {
    my ($class, $path) = @_;
    no strict 'refs';
    my $handle = $next++;

    # makes a name in the symbol table, which close does not remove
    open $handle, '<', $path or die "$path: $!";
    my $line = <$handle>;
    close $handle;
    return $line;
}

package App;
my @last;

sub work {
    push @last, App::Reader->first_line(__FILE__);
    shift @last while @last > 10;
    return;
}

1;
