package App::Registry;
use strict;
use warnings;

sub new { return bless { all => {}, groups => {} }, shift }

sub insert {
    my ($self, $group, $what) = @_;
    $self->{all}{ $what->id } = 1;
    $self->put($self->{groups}, $group, $what->id);
    return;
}

# nothing here tells which field it is
sub put {
    my ($self, $in, $group, $id) = @_;
    $in->{$group}{$id} = {
        since => $id,
        group => $group,
        note  => 'joined',
    };
    return;
}

sub remove { my ($self, $what) = @_; delete $self->{all}{ $what->id }; return }

package App::Conn;

sub new { my ($class, %args) = @_; return bless {%args}, $class }
sub id { return $_[0]{id} }

package App;
my $registry = App::Registry->new;

sub work {
    my ($class, $n) = @_;
    my $conn = App::Conn->new(id => $n);
    $registry->insert(web => $conn);
    $registry->remove($conn);
    return;
}

1;
