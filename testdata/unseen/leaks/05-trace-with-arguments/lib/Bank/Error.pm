package Bank::Error;
use strict;
use warnings;
use Moo;
use Devel::StackTrace;

has message => (is => 'ro', required => 1);
has code    => (is => 'ro', default  => sub {'general'});
has request => (is => 'ro');
has trace   => (is => 'rw');

sub BUILD {
    my $self = shift;
    # the support desk wants to see the arguments of the calls
    $self->trace(Devel::StackTrace->new(unsafe_ref_capture => 1, max_arg_length => 60));
    return;
}

sub throw { my $class = shift; die $class->new(@_) }

sub where {
    my $self  = shift;
    my $frame = $self->trace->frame(-1) or return '?';
    return join ':', $frame->filename, $frame->line;
}

1;
