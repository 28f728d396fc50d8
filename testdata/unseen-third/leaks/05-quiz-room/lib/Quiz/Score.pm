package Quiz::Score;
use v5.26;
use warnings;

# the best ten
sub new { my ($class, $size) = @_; return bless {size => $size, list => []}, $class }

sub enter {
    my ($self, $nick, $points) = @_;
    my @list = sort { $b->{points} <=> $a->{points} } @{ $self->{list} }, {nick => $nick, points => $points};
    $#list = $self->{size} - 1 if @list > $self->{size};
    $self->{list} = \@list;
    return;
}

sub best { my $self = shift; return $self->{list}[0] ? $self->{list}[0]{nick} : 'nobody' }

1;
