package Shop::Rules;
use strict;
use warnings;
use Carp qw(croak);

# Every rule becomes a small package with the subs applies() and amount(), so
# that pricing a basket costs two calls and no parsing.

sub new { return bless { active => {}, version => 0 }, shift }

sub publish {
    my ($self, $name, $rule) = @_;
    $name =~ /\A[a-z]+\z/ or croak "bad name of a rule: $name";
    my $package = sprintf 'Shop::Rules::Compiled::%s_%d', $name, ++$self->{version};
    my $source  = <<"PERL";
package $package;
use strict;
use warnings;
our \$NAME = '$name';
our %COUNT = (applied => 0, asked => 0);

sub applies {
    my (\$basket) = \@_;
    \$COUNT{asked}++;
    return ($rule->{when});
}

sub amount {
    my (\$basket) = \@_;
    \$COUNT{applied}++;
    return ($rule->{then});
}
1;
PERL
    eval $source or croak "rule $name: $@";
    $self->{active}{$name} = { package => $package, %$rule };
    return $package;
}

sub best {
    my ($self, $basket) = @_;
    my $best = 0;
    for my $rule (values %{ $self->{active} }) {
        next unless $rule->{package}->can('applies')->($basket);
        my $amount = $rule->{package}->can('amount')->($basket);
        $best = $amount if $amount > $best;
    }
    return $best;
}

sub count { return scalar keys %{ $_[0]{active} } }

1;
