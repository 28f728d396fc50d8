package Spare::Search;
use strict;
use warnings;
use CHI;

# Two caches: the answers for part numbers (never more than a hundred
# kilobytes), and the lists of the makes, of which there are eight.

sub new {
    my ($class, $warehouse) = @_;
    my $self = bless {warehouse => $warehouse, hits => 0, misses => 0}, $class;
    $self->{answers} = CHI->new(
        driver    => 'Memory',
        datastore => $self->{store} = {},
        namespace => 'answers',
        max_size  => '100k',
    );
    $self->{lists} = CHI->new(driver => 'RawMemory', datastore => {}, namespace => 'lists');
    return $self;
}

sub find {
    my ($self, $number) = @_;
    my $answer = $self->{answers}->get($number);
    if ($answer) {
        $self->{hits}++;
        return $answer;
    }
    $self->{misses}++;
    my $part = $self->{warehouse}->part($number) or return;
    $answer = {%$part, note => $part->{stock} ? "in $part->{shelf}" : 'to be ordered'};
    $self->{answers}->set($number, $answer);
    return $answer;
}

sub list {
    my ($self, $make) = @_;
    return $self->{lists}->compute($make, '10 min', sub { $self->{warehouse}->by_make($make) });
}

sub counts { my $self = shift; return @$self{qw(hits misses)} }

sub kept { scalar $_[0]{answers}->get_keys }

1;
