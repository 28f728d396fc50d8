package Bank::Branch;
use Mouse;
use Log::Log4perl;

has number  => (is => 'ro', required => 1);
has balance => (is => 'rw', default  => 0);
has loggers => (is => 'ro', default  => sub { {} });

my %branch;

sub get {
    my ($class, $number) = @_;
    return $branch{$number} ||= $class->new(number => $number);
}

sub known { return scalar keys %branch }

sub logger {
    my ($self, $kind) = @_;
    return $self->loggers->{$kind} ||= Log::Log4perl->get_logger("bank.$kind.branch" . $self->number);
}

sub move {
    my ($self, $kind, $amount) = @_;
    $self->balance($self->balance + $amount);
    $self->logger($kind)->info("balance is " . $self->balance);
    $self->logger($kind)->warn("much money: $amount") if abs($amount) > 8000;
    return;
}

__PACKAGE__->meta->make_immutable;
