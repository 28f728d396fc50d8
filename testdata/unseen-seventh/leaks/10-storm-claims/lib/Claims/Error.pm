package Claims::Error;
use Moo;
use Devel::StackTrace;

has reason  => (is => 'ro', required => 1);
has message => (is => 'ro', default  => '');
has trace   => (is => 'rwp');

sub BUILD {
    my ($self, $args) = @_;
    $self->_set_trace(Devel::StackTrace->new(
        ignore_package     => ['Try::Tiny', 'Method::Generate::Constructor'],
        unsafe_ref_capture => 1,
        max_arg_length     => 60,
    ));
    return;
}

sub throw { my $class = shift; die $class->new(@_) }

sub where {
    my ($self) = @_;
    for my $frame ($self->trace->frames) {
        next unless $frame->subroutine =~ /^Claims::Checks::_(\w+)/;
        return "$1, line " . $frame->line;
    }
    return 'unknown place';
}

1;
