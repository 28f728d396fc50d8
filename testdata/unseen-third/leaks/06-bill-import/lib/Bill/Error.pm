package Bill::Error;
use Moo;
use overload '""' => sub { $_[0]->text }, fallback => 1;

has message  => (is => 'ro', required => 1);
has bill     => (is => 'ro');
has line     => (is => 'ro');
has previous => (is => 'ro');    # the error that was the cause of this one, if any

sub throw {
    my ($class, %arg) = @_;
    die $class->new(%arg);
}

sub text {
    my $self = shift;
    my $text = $self->message;
    $text .= " in line '" . $self->line . "'" if defined $self->line;
    return $text;
}

1;
