package Account;
use strict; use warnings;
use Scalar::Util 'refaddr';
my (%name_of, %balance_of);
sub new {
    my ($class, %a) = @_;
    my $self = bless \do { my $x }, $class;
    $name_of{ refaddr $self } = $a{name};
    $balance_of{ refaddr $self } = { cents => 0, log => [] };
    return $self;
}
sub pay { my ($self, $c) = @_; push @{ $balance_of{ refaddr $self }{log} }, $c; return }
package App;
my @hold;
sub work { my (undef, $n) = @_; my $acc = Account->new(name => "a$n"); $acc->pay($n); push @hold, $acc; shift @hold if @hold > 20; return }
1;
