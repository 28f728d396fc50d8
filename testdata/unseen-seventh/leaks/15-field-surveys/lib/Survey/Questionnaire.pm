package Survey::Questionnaire;
use Moose;

has made => (is => 'rw', isa => 'Int', default => 0);

my @TOPICS = qw(noise traffic shade benches bins lights cycling dogs);
my @TYPES  = qw(Int Str Num);

sub next_one {
    my ($self) = @_;
    my $n = $self->made + 1;
    $self->made($n);
    my %questions;
    for my $k (0 .. 2 + $n % 3) {
        $questions{$TOPICS[($n + $k) % @TOPICS]} = $TYPES[($n + $k) % @TYPES];
    }
    return ("district $n", \%questions);
}

__PACKAGE__->meta->make_immutable;
1;
