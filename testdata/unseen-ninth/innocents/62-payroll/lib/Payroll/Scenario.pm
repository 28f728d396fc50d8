package Payroll::Scenario;
use strict;
use warnings;
use Test::MockObject;
use Payroll::Run;

# The mocks are made once and used for every scenario; what they have recorded
# is looked at and wiped before the next one.

sub new {
    my ($class) = @_;
    my $bank = Test::MockObject->new;
    $bank->set_true('transfer', 'commit');
    my $tax = Test::MockObject->new;
    $tax->mock(rate => sub { my (undef, $c, $gross) = @_; return ($gross > 3000 ? 0.32 : 0.24) - 0.03 * $c });
    return bless { bank => $bank, tax => $tax, passed => 0, failed => [] }, $class;
}

sub check {
    my ($self, $name, $staff) = @_;
    my ($bank, $tax) = @$self{qw(bank tax)};
    $bank->clear;
    $tax->clear;
    Payroll::Run->new(bank => $bank, tax => $tax)->pay(@$staff);
    my @calls = map { $bank->call_pos($_) } 1 .. @$staff + 1;
    my $ok = $calls[-1] eq 'commit' && @$staff == grep { $_ eq 'transfer' } @calls;
    for my $i (1 .. @$staff) {
        $ok &&= $bank->call_args_pos($i, 2) eq $staff->[ $i - 1 ]{account};
    }
    $ok ? $self->{passed}++ : push @{ $self->{failed} }, $name;
    return $ok;
}

1;
