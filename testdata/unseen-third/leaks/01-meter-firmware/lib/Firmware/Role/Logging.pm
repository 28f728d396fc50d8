package Firmware::Role::Logging;
use Moo::Role;
use Log::Any;
use Log::Any::Adapter;

has log       => (is => 'lazy');
has log_level => (is => 'ro', default => 'info');

sub _build_log { Log::Any->get_logger(category => ref shift) }

sub BUILD { }

# a class with this role logs to the memory log, at its own level
after BUILD => sub {
    my $self = shift;
    Log::Any::Adapter->set({category => ref $self}, '+Firmware::Log', level => $self->log_level);
};

1;
