package Account::Types;
use MooseX::Types -declare => [qw(Amount Address)];
use MooseX::Types::Moose qw(Num Str HashRef);

subtype Amount, as Num, where { $_ >= 0 }, message { "an amount is not negative: $_" };
subtype Address, as HashRef [Str];
coerce Address, from Str, via { my ($street, $town) = split /, /; +{ street => $street, town => $town } };

package Logged;
use MooseX::Role::Parameterized;

parameter methods => (isa => 'ArrayRef[Str]', required => 1);

role {
    my ($p) = @_;
    has log => (is => 'ro', isa => 'ArrayRef[Str]', traits => ['Array'], default => sub { [] }, handles => { note => 'push', noted => 'count' });
    before $_ => sub { $_[0]->note("$_[1]") } for @{ $p->methods };
};

package Account;
use Moose;
Account::Types->import(qw(Amount Address));

has number  => (is => 'ro', isa => 'Int', required => 1);
has balance => (is => 'rw', isa => Account::Types::Amount(), default => 0, trigger => sub { $_[0]->clear_rating });
has address => (is => 'rw', isa => Account::Types::Address(), coerce => 1);
has rating  => (is => 'ro', lazy => 1, builder => '_build_rating', clearer => 'clear_rating');
has bank    => (is => 'ro', isa => 'Bank', weak_ref => 1);

sub _build_rating { $_[0]->balance > 500 ? 'good' : 'poor' }
sub pay_in   { $_[0]->balance($_[0]->balance + $_[1]) }
sub withdraw { $_[0]->balance($_[0]->balance - $_[1]) }

with Logged => { methods => [qw(pay_in withdraw)] };

package Account::Saving;
use Moose;
extends 'Account';
has interest => (is => 'rw', isa => 'Num', default => 0.02);
around rating => sub { my ($next, $self) = @_; 'saving, ' . $self->$next };
__PACKAGE__->meta->make_immutable;
Account->meta->make_immutable;

package Bank;
use Moose;

has accounts => (is => 'ro', isa => 'HashRef[Account]', traits => ['Hash'], default => sub { {} },
    handles => { account => 'get', add => 'set', close_account => 'delete', numbers => 'keys' });
has day => (is => 'rw', isa => 'Int', default => 0);

sub open_account {
    my ($self, $class, %with) = @_;
    $self->add($with{number} => my $account = $class->new(bank => $self, %with));
    return $account;
}

__PACKAGE__->meta->make_immutable;

package App;

# A bank by Moose: types with coercions, parameterized roles, triggers, weak
# owners. Accounts are opened, used for a while, and closed.
use strict;
use warnings;

my $bank = Bank->new;

sub steps { return 100, 900, 900 }

sub work {
    my ($class, $n) = @_;
    my $account = $bank->open_account($n % 3 ? 'Account' : 'Account::Saving', number => $n, address => "Street $n, Town");
    $account->pay_in(100 + $n % 900);
    for my $number ($n - 20 .. $n) {
        my $other = $bank->account($number) or next;
        $other->pay_in(1);
        eval { $other->withdraw(400); 1 } or $other->note('refused') if $number % 5 == 0;
        $other->rating;
    }
    eval { Account->new(number => 'none') };
    $bank->close_account($n - 120) if $n >= 120;
    $bank->day($n);
    return;
}

1;
