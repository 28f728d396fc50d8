package BankImport::Statement;
use strict;
use warnings;
use BankImport::Remarks;

sub new {
    my ($class, %arg) = @_;
    return bless { name => $arg{name}, entries => [] }, $class;
}

sub entries { $_[0]{entries} }
sub remarks { $_[0]{remarks}->list }

# Perl's own warnings ("isn't numeric" and the like) are good enough as remarks
# on a statement; they are collected while it is parsed.
sub parse {
    my ($self, $text) = @_;
    $self->{remarks} = BankImport::Remarks->collect(on => $self->{name});
    for my $line (split /\n/, $text) {
        my ($day, $account, $amount, $purpose) = split /;/, $line;
        push @{ $self->{entries} }, {
            day     => $day,
            account => $account,
            cent    => 100 * $amount,
            purpose => $purpose,
        };
    }
    return $self;
}

1;
