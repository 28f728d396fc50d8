package Trivia::Bot;
use strict;
use warnings;
use POE;
use Trivia::Scores;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, open => {}, asked => 0, missed => 0, scores => Trivia::Scores->new}, $class;
}

sub start {
    my ($self, $watch) = @_;
    $self->{watch} = $watch;
    POE::Session->create(
        object_states => [$self => {_start => 'on_start', chatter => 'on_chatter', ask => 'on_ask', finish => 'on_finish'}],
    );
    return;
}

sub on_start {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    $kernel->alias_set('trivia');
    $kernel->yield(ask => $_) for @{ $self->{channels} };
    $kernel->delay(chatter => 0.002);
}

sub on_ask {
    my ($self, $kernel, $channel) = @_[OBJECT, KERNEL, ARG0];
    return if $self->{stopped};
    my $number   = ++$self->{asked};
    my ($x, $y)  = (int rand 50, int rand 50);
    my $question = {channel => $channel, text => "What is $x + $y?", answer => $x + $y, guesses => []};
    $self->{open}{$number} = $question;
    my $state = "timeout_$number";
    $kernel->state($state => sub {
        $self->{missed}++;
        push @{ $question->{guesses} }, 'nobody';
        $self->over($number);
    });
    $question->{alarm} = $kernel->alarm_set($state => time + 2);
    $self->{watch}->($number);
}

# people guess, and are right now and then
sub on_chatter {
    my ($self, $kernel) = @_[OBJECT, KERNEL];
    for my $number (sort { $a <=> $b } keys %{ $self->{open} }) {
        my $question = $self->{open}{$number} or next;
        my $who   = 'user' . int rand $self->{people};
        my $guess = rand() < 0.5 ? $question->{answer} : int rand 100;
        push @{ $question->{guesses} }, "$who: $guess";
        next if $guess != $question->{answer};
        $self->{scores}->point($who);
        $kernel->alarm_remove($question->{alarm});
        $self->over($number);
    }
    $kernel->delay(chatter => 0.002) unless $self->{stopped};
}

sub over {
    my ($self, $number) = @_;
    my $question = delete $self->{open}{$number} or return;
    $self->{scores}->round(scalar @{ $question->{guesses} });
    $poe_kernel->post(trivia => ask => $question->{channel});
    return;
}

sub on_finish { $_[KERNEL]->alarm_remove_all; $_[KERNEL]->alias_remove('trivia') }

sub stop {
    my $self = shift;
    $self->{stopped} = 1;
    $poe_kernel->post(trivia => 'finish');
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d questions, %d open, %d without an answer, %s', $self->{asked}, scalar keys %{ $self->{open} }, $self->{missed},
        $self->{scores}->text;
}

1;
