package Harbour::Radio;
use Mojo::Base -base, -signatures;
use Mojo::Promise;

has waiting => sub { [] };
has backlog => sub { [] };

my @ships = qw(Anna Bertha Clara Dora Emma Frieda Greta Hilda Irma Johanna);

# messages like "Anna in" and "Clara out", as they are heard
sub traffic ($self) {
    my $message = {ship => $ships[rand @ships], way => (qw(in out))[rand 2], time => time};
    if (my $promise = shift @{ $self->waiting }) { return $promise->resolve($message) }
    push @{ $self->backlog }, $message;
    shift @{ $self->backlog } if @{ $self->backlog } > 100;    # nobody listens
    return;
}

sub next_p ($self) {
    my $promise = Mojo::Promise->new;
    if (my $message = shift @{ $self->backlog }) { $promise->resolve($message) }
    else                                         { push @{ $self->waiting }, $promise }
    return $promise;
}

1;
