package Disco::Page;
use Moose;

has artist => (is => 'ro', required => 1);
has text   => (is => 'rw', isa => 'Str', default => '');

sub render {
    my $self = shift;
    my @lines = ($self->artist->name, '');
    for my $kind (qw(album single concert)) {
        my @links = $self->artist->links_of_kind($kind) or next;
        push @lines, "${kind}s", map { '  ' . $_->text } @links;
    }
    $self->text(join "\n", @lines);
    return;
}

__PACKAGE__->meta->make_immutable;
1;
