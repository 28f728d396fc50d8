package Race::Spectator;
use strict;
use warnings;
use Scalar::Util 'weaken';

sub new {
    my ($class, %args) = @_;
    my $self = bless {told => 0, splits => {}, %args}, $class;
    weaken(my $weak = $self);
    $self->{guards} = [map {
        my $runner = $_;
        $args{board}->subscribe("runner $runner" => sub { $weak->hear($runner, @_) });
    } @{$args{follow}}];
    push @{$self->{guards}}, $args{board}->subscribe(news => sub { $weak->{told}++ });
    return $self;
}

sub hear {
    my ($self, $runner, $km, $seconds) = @_;
    $self->{told}++;
    $self->{splits}{$runner} = [$km, $seconds];
    return;
}

sub leaves { my ($self, $minute) = @_; return $minute - $self->{from} >= $self->{stays} }
sub told   { $_[0]{told} }

1;
