package Library::Loan;
use strict;
use warnings;

# A loan keeps its fields outside of the object, so that nobody pokes in it.

my $serial = 0;
my (%book_of, %reader_of, %due_of, %reminders_of);

sub new {
    my ($class, %arg) = @_;
    my $id = ++$serial;
    my $self = bless \$id, $class;
    $book_of{$id}      = $arg{book};
    $reader_of{$id}    = $arg{reader};
    $due_of{$id}       = $arg{today} + 28;
    $reminders_of{$id} = [];
    return $self;
}

sub book   { my $self = shift; return $book_of{$$self} }
sub reader { my $self = shift; return $reader_of{$$self} }
sub due    { my $self = shift; return $due_of{$$self} }

sub extend { my ($self, $days) = @_; $due_of{$$self} += $days; return $self }

sub remind {
    my ($self, $today) = @_;
    push @{ $reminders_of{$$self} }, { day => $today, text => "'$book_of{$$self}' is overdue" };
    return scalar @{ $reminders_of{$$self} };
}

sub fee { my $self = shift; return 1.5 * @{ $reminders_of{$$self} } }

sub DESTROY {
    my $self = shift;
    delete $book_of{$$self};
    delete $reader_of{$$self};
    delete $due_of{$$self};
    return;
}

1;
