package App;
use strict;
use warnings;

my $journal = App::Journal->new;

sub work {
    my ($class, $n) = @_;
    $journal->note("entry $n");
    return;
}

package App::Journal;

sub new {
    my $class = shift;
    open my $handle, '>', '/dev/null' or die $!;
    return bless {handle => $handle, lines => 0}, $class;
}

sub configured {
    my $self = shift;
    binmode $self->{handle}, ':encoding(UTF-8)';
    return $self->{handle};
}

sub note {
    my ($self, $line) = @_;
    print {$self->configured} "$line\n";
    $self->{lines}++;
    return;
}

1;
