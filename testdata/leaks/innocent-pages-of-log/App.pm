package App;
use strict; use warnings;
my $log = bless { lines => [], pages => [], kept => 3 }, 'App';
sub add {
    my ($self, $line) = @_;
    push @{ $self->{lines} }, $line;
    return if @{ $self->{lines} } < 200;
    my @page = splice @{ $self->{lines} };
    push @{ $self->{pages} }, { from => $page[0], text => join "\n", @page };
    shift @{ $self->{pages} } while @{ $self->{pages} } > $self->{kept};
    return;
}
sub work {
    my ($class, $n) = @_;
    $log->add("$n: " . '.' x (20 + $n / 50) . ' ok');
    return;
}
sub steps { return 190, 250, 560 }
1;
