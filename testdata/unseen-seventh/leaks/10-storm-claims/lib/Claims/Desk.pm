package Claims::Desk;
use Moo;
use Try::Tiny;
use Scalar::Util 'blessed';
use Claims::Checks;

has policies => (is => 'ro', required => 1);
has checks   => (is => 'lazy');
has [qw(settled paid)] => (is => 'rw', default => 0);
has refused => (is => 'ro', default => sub { {} });
has letters => (is => 'ro', default => sub { [] });

sub _build_checks { return Claims::Checks->new(policies => $_[0]->policies) }

sub process {
    my ($self, $claim) = @_;
    try {
        my $amount = $self->checks->examine($claim);
        $self->settled($self->settled + 1);
        $self->paid($self->paid + $amount);
    }
    catch {
        my $error = $_;
        die $error unless blessed $error && $error->isa('Claims::Error');
        $self->_send_back($claim, $error);
    };
    return $self;
}

sub _send_back {
    my ($self, $claim, $error) = @_;
    $self->refused->{$error->reason}++;
    push @{$self->letters}, sprintf 'Claim %s: %s (%s)', $claim->{number}, $error->message, $error->where;
    shift @{$self->letters} while @{$self->letters} > 25;
    return;
}

1;
