package Orch::Manager;
use v5.24;
use warnings;
use Scalar::Util qw(weaken);
use Orch::Section;

my $number = 0;

sub new {
    my ($class, $root, %arg) = @_;
    my $self = bless {root => $root, %arg, by_name => {}, news => [], joined => 0, left => 0}, $class;
    weaken(my $weak = $self);
    $root->watch(manager => sub { my ($what, $who) = @_; $weak->note($what, $who) if $who->isa('Orch::Player') });
    return $self;
}

sub note {
    my ($self, $what, $who) = @_;
    $self->{$what}++;
    push $self->{news}->@*, $who->name . " has $what";
    shift $self->{news}->@* if $self->{news}->@* > 60;
    return;
}

sub week {
    my $self     = shift;
    my @sections = $self->{root}->leaves;
    my $audition = "audition $number";
    my @heard;
    $_->watch($audition, sub { push @heard, "$_[0]: " . $_[1]->name }) for @sections;
    for (1 .. 6) {
        last if keys $self->{by_name}->%* >= $self->{most};
        my $player = Orch::Player->new(name => 'player ' . ++$number, years => int rand 5);
        $self->{by_name}{ $player->name } = $player;
        weaken($self->{by_name}{ $player->name });    # the tree owns them
        $sections[rand @sections]->add($player);
    }
    $_->unwatch($audition) for @sections;
    $self->change_places(@sections);
    $self->retire if rand() < 0.9;
    $self->{heard} = \@heard;
    return;
}

sub change_places {
    my ($self, @sections) = @_;
    my @names = keys $self->{by_name}->%*;
    for (1 .. 3) {
        my $player = $self->{by_name}{ $names[rand @names] } or next;
        $sections[rand @sections]->add($player);
    }
    return;
}

sub retire {
    my $self = shift;
    my @old;
    $self->{root}->walk(sub { my $node = shift; return unless $node->isa('Orch::Player'); $node->years($node->years + 1); push @old, $node if $node->years > 60 + rand 20 });
    for my $player (@old) {
        delete $self->{by_name}{ $player->name };
        $player->parent->remove($player);
    }
    return;
}

sub text { my $self = shift; return sprintf '%d players, %d joined, %d left', $self->{root}->size, $self->{joined}, $self->{left} }

1;
