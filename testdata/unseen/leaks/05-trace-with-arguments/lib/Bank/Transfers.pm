package Bank::Transfers;
use strict;
use warnings;
use Scalar::Util qw(blessed);
use Bank::Account;
use Bank::Error;
use Bank::Rules;

sub new {
    my ($class, %args) = @_;
    my @accounts = map { Bank::Account->new(number => $_, cents => 20_000 + 500 * $_) } 0 .. $args{accounts} - 1;
    return bless {accounts => \@accounts, rules => Bank::Rules->standard, failed => {}, recent => [], done => 0}, $class;
}

sub account {
    my ($self, $number, $request) = @_;
    return $self->{accounts}[$number]
        || Bank::Error->throw(message => "no account $number", code => 'account', request => $request);
}

sub transfer {
    my ($self, $request) = @_;
    my $from = $self->account($request->{from}, $request);
    my $to   = $self->account($request->{to},   $request);
    $self->{rules}->check($from, $request);
    $from->book(-$request->{cents}, $request->{purpose});
    $to->book($request->{cents}, $request->{purpose});
    $self->{done}++;
    return 1;
}

sub request {
    my ($self, $request) = @_;
    return 1 if eval { $self->transfer($request) };
    my $error = $@;
    die $error unless blessed $error && $error->isa('Bank::Error');
    $self->{failed}{ $error->code }++;
    my $recent = $self->{recent};
    push @$recent, join ' ', $error->code, $error->message, $error->where;
    shift @$recent while @$recent > 20;
    return 0;
}

sub summary {
    my $self = shift;
    return join ', ', "$self->{done} done", map {"$self->{failed}{$_} $_"} sort keys %{ $self->{failed} };
}

1;
