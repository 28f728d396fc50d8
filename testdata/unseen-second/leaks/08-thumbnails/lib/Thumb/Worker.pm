package Thumb::Worker;
use strict; use warnings;
use AnyEvent::Handle;

# the other end: in truth another process

sub new {
    my ($class, %arg) = @_;
    my $self = bless {failing => $arg{failing}, seen => 0}, $class;
    $self->{handle} = AnyEvent::Handle->new(
        fh       => $arg{fh},
        on_error => sub { $_[0]->destroy },
        on_read  => sub {
            $_[0]->push_read(line => sub {
                my ($handle, $line) = @_;
                my (undef, $id, $file) = split / /, $line, 3;
                $self->{seen}++;
                $handle->push_write("STATUS $id 50\n");
                $handle->push_write(rand() < $self->{failing}
                    ? "FAIL $id not an image: $file\n"
                    : "COMPLETE $id " . (4000 + int rand 9000) . "\n");
            });
        },
    );
    return $self;
}

1;
