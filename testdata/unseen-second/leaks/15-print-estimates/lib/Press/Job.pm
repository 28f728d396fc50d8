package Press::Job;
use Mojo::Base 'Mojo::EventEmitter', -signatures;
use Mojo::IOLoop;

# an estimate takes some steps, which run in the event loop

has paper  => undef;
has copies => 100;
has pages  => 4;
has notes  => sub { [] };

my @steps = (
    [plates  => sub ($job) { 40 * $job->pages / 4 }],
    [paper   => sub ($job) { $job->paper->{cents} * $job->copies * $job->pages / 400 }],
    [machine => sub ($job) { 25 + $job->copies / 80 }],
    [binding => sub ($job) { $job->pages > 8 ? $job->copies * 0.03 : 0 }],
);

sub start ($self) { $self->_step(0, 0); return $self }

sub _step ($self, $n, $sum) {
    return $self->emit(finish => $sum) if $n >= @steps;
    my ($name, $code) = $steps[$n]->@*;
    my $part = $code->($self);
    push $self->notes->@*, sprintf '%s %.2f', $name, $part;
    return $self->emit(error => 'too expensive') if $sum + $part > 5000;
    Mojo::IOLoop->next_tick(sub { $self->_step($n + 1, $sum + $part) });
    return;
}

1;
