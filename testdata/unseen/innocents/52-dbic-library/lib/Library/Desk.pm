package Library::Desk;
use strict;
use warnings;
use Library::RowCache;

sub new {
    my ($class, %args) = @_;
    return bless {
        schema   => $args{schema},
        books    => Library::RowCache->new(size => $args{cache}),
        day      => 1,
        journal  => [],
        searches => {},
        total    => 0,
    }, $class;
}

sub book {
    my ($self, $id) = @_;
    return $self->{books}->fetch($id, sub { $self->{schema}->resultset('Book')->find($id) });
}

sub lend {
    my ($self, $reader, $id) = @_;
    my $book = $self->book($id);
    return if $book->loans->count;
    my $loan = $self->{schema}->resultset('Loan')->create({book_id => $id, reader_id => $reader, day => $self->{day}});
    push @{ $self->{journal} }, {what => 'lent', loan => $loan, title => $book->title};
    $self->{total}++;
    return $loan;
}

sub give_back {
    my ($self, $id) = @_;
    my $loan = $self->{schema}->resultset('Loan')->search({book_id => $id}, {prefetch => 'reader'})->first or return;
    push @{ $self->{journal} }, {what => 'back', reader => $loan->reader, title => $self->book($id)->title};
    $loan->delete;
    return;
}

# titles never change, so every search is done once
sub search {
    my ($self, $start) = @_;
    return $self->{searches}{$start} ||= [
        map { $_->title } $self->{schema}->resultset('Book')->search({title => {-like => "$start%"}}, {order_by => 'title', rows => 8})->all
    ];
}

sub reader_page {
    my ($self, $id) = @_;
    my $reader = $self->{schema}->resultset('Reader')->find($id);
    return join ', ', $reader->name, map { $_->book->title } $reader->loans->search({}, {prefetch => 'book'});
}

sub close_day {
    my $self = shift;
    $self->{yesterday} = delete $self->{journal};
    $self->{journal}   = [];
    $self->{day}++;
    return;
}

sub summary {
    my $self = shift;
    return sprintf 'day %d, %d loans ever, %d rows kept, %d searches', $self->{day}, $self->{total}, $self->{books}->count, scalar keys %{ $self->{searches} };
}

1;
