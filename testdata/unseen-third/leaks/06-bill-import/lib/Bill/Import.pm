package Bill::Import;
use Moo;
use Try::Tiny;
use Bill::Error;
use Bill::Reader;

has source     => (is => 'ro', required => 1);
has reader     => (is => 'ro', default => sub { Bill::Reader->new });
has totals     => (is => 'ro', default => sub { {} });
has imported   => (is => 'rw', default => 0);
has refused    => (is => 'rw', default => 0);
has last_error => (is => 'rw');

sub day {
    my ($self, $count) = @_;
    my @batch;
    for (1 .. $count) {
        my $text = $self->source->next_bill;
        try {
            push @batch, $self->reader->read($text);
        }
        catch {
            $self->refuse($_);
        };
    }
    $self->book(\@batch);
    return;
}

sub refuse {
    my ($self, $error) = @_;
    $self->refused($self->refused + 1);
    my $number = ref $error && $error->bill ? $error->bill->{number} : 'unknown';
    $self->last_error(Bill::Error->new(
        message  => "bill $number refused: $error",
        bill     => $error->bill,
        previous => $self->last_error,
    ));
    return;
}

sub book {
    my ($self, $batch) = @_;
    for my $bill (@$batch) {
        $self->totals->{ $bill->{vendor} } += $bill->{total};
        $self->imported($self->imported + 1);
    }
    return;
}

sub summary {
    my $self = shift;
    return sprintf '%d bills, %d refused, the last: %s', $self->imported, $self->refused, $self->last_error || 'none';
}

1;
