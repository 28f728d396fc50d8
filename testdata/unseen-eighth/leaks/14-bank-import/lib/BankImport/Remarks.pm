package BankImport::Remarks;
use strict;
use warnings;

# Collects warnings from its making on; when the object goes, the handler that
# was in place before comes back.
sub collect {
    my ($class, %arg) = @_;
    my $self = bless { on => $arg{on}, list => [], before => $SIG{__WARN__} }, $class;
    $SIG{__WARN__} = sub {
        my ($message) = @_;
        $message =~ s/ at \S+ line \d+.*//s;
        push @{ $self->{list} }, "$self->{on}: $message";
    };
    return $self;
}

sub list { $_[0]{list} }

sub DESTROY {
    my ($self) = @_;
    $SIG{__WARN__} = $self->{before} || 'DEFAULT';
    return;
}

1;
