package Mill::Timing;
use strict;
use warnings;
use Time::HiRes qw(time);

# sub grind : Timed(grinding) { ... }
# Subs with this attribute are known to the report, with calls and seconds.
#
# my %batch : Shown(batch);
# Hashes with this attribute can be shown by the debugger of the mill.

my %subs;     # name => the subs with this name
my %total;    # name => [calls, seconds]
my %shown;    # name => the hashes with this name

sub MODIFY_CODE_ATTRIBUTES {
    my ($package, $code, @attributes) = @_;
    my @unknown;
    for my $attribute (@attributes) {
        if ($attribute =~ /\ATimed\((\w+)\)\z/) {
            push @{ $subs{$1} }, { code => $code, package => $package };
            $total{$1} ||= [0, 0];
        }
        else { push @unknown, $attribute }
    }
    return @unknown;
}

sub MODIFY_HASH_ATTRIBUTES {
    my ($package, $hash, @attributes) = @_;
    my @unknown;
    for my $attribute (@attributes) {
        if   ($attribute =~ /\AShown\((\w+)\)\z/) { push @{ $shown{$1} }, $hash }
        else                                       { push @unknown, $attribute }
    }
    return @unknown;
}

sub last_shown { my ($class, $name) = @_; return $shown{$name} ? $shown{$name}[-1] : undef }

sub run {
    my ($class, $name, $code, @args) = @_;
    my $start  = time;
    my @result = $code->(@args);
    $total{$name}[0]++;
    $total{$name}[1] += time - $start;
    return @result;
}

sub text {
    return join ', ', map { sprintf '%s: %d calls', $_, $total{$_}[0] } sort keys %total;
}

1;
