package Mail::Producer;
use strict;
use warnings;
use Future::Utils qw(fmap_void);

my @queues = qw(invoices reminders newsletters welcome);
my $id     = 0;

sub new { my ($class, %arg) = @_; return bless {%arg}, $class }

sub letters {
    return map { {id => ++$id, to => 'customer' . int rand 900, text => 'Dear customer, ' x (1 + int rand 3)} } 1 .. 2 + int rand 5;
}

# a channel for each batch; the letters go out two at a time
sub send_batch {
    my $self    = shift;
    my $broker  = $self->{broker};
    my $channel = $broker->open_channel($queues[rand @queues]);
    return fmap_void {
        my $letter = shift;
        $self->{loop}->delay_future(after => 0.0002)->on_done(sub { $channel->publish($letter) });
    }
    foreach => [$self->letters], concurrent => 2, return => $self->{loop}->new_future->on_ready(sub { $broker->close_channel($channel) });
}

1;
