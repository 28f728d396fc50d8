package Library::Desk;
use strict;
use warnings;
use Library::Loan;

sub new { my ($class) = @_; return bless { out => {}, fees => 0, returned => 0 }, $class }

sub lend {
    my ($self, $book, $reader, $today) = @_;
    return if $self->{out}{$book};
    return $self->{out}{$book} = Library::Loan->new(book => $book, reader => $reader, today => $today);
}

sub give_back {
    my ($self, $book) = @_;
    my $loan = delete $self->{out}{$book} or return;
    $self->{fees} += $loan->fee;
    $self->{returned}++;
    return;
}

sub remind_all {
    my ($self, $today) = @_;
    $_->remind($today) for grep { $_->due < $today } values %{ $self->{out} };
    return;
}

1;
