package Pay::Gateway;
use strict;
use warnings;
use Pay::Error;

# Sends card payments to the acquiring banks; a bank is chosen by the first
# six digits of the card.

sub new {
    my ($class, %arg) = @_;
    return bless { routes => $arg{routes}, health => {}, paid => 0 }, $class;
}

sub charge {
    my ($self, $request) = @_;
    my $bank = $self->{routes}{ substr $request->{card}, 0, 6 } or die "no route for card\n";
    my $ok   = eval { $self->_submit($bank, $request); 1 };
    if (!$ok) {
        my $err = $@;
        die $err unless ref $err && $err->isa('Pay::Error');
        $self->_note_failure($bank, $err);
        return { status => 'failed', reason => $err->message };
    }
    $self->{health}{$bank}{ok}++;
    $self->{paid} += $request->{cents};
    return { status => 'paid' };
}

sub _note_failure {
    my ($self, $bank, $err) = @_;
    my $h = $self->{health}{$bank} ||= { ok => 0 };
    $h->{failed}++;
    push @{ $h->{errors}{ ref $err } }, $err;
    return;
}

# share of timeouts, for the lamp on the wall
sub is_down {
    my ($self, $bank) = @_;
    my $h = $self->{health}{$bank} or return 0;
    my $slow = @{ $h->{errors}{'Pay::Error::Timeout'} || [] };
    return $slow > 20 + ($h->{ok} || 0);
}

# mock of the bank's interface
sub _submit {
    my ($self, $bank, $request) = @_;
    Pay::Error::Timeout->throw(message => 'no answer', bank => $bank) if $request->{no} % 11 == 4;
    Pay::Error::Declined->throw(message => 'declined', bank => $bank, code => 51) if $request->{cents} > 9000;
    return 1;
}

1;
