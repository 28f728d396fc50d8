package Layout::Box;
use Moo;

# A box on a page. Boxes nest; a box finds its style through its parents.

has name     => (is => 'ro', required => 1);
has style    => (is => 'rw', default  => sub { {} });
has text     => (is => 'rw', default  => '');
has parent   => (is => 'rw', weak_ref => 1);
has children => (is => 'ro', default  => sub { [] });

sub add {
    my ($self, @boxes) = @_;
    for my $box (@boxes) {
        $box->parent($self);
        push @{ $self->children }, $box;
    }
    return $self;
}

sub css {
    my ($self, $key) = @_;
    for (my $b = $self; $b; $b = $b->parent) {
        return $b->style->{$key} if exists $b->style->{$key};
    }
    return;
}

sub find {
    my ($self, $name) = @_;
    return $self if $self->name eq $name;
    for my $kid (@{ $self->children }) {
        my $hit = $kid->find($name);
        return $hit if $hit;
    }
    return;
}

# a deep copy, to be filled in without touching the master
sub copy {
    my ($self) = @_;
    my $new = bless { %$self, style => { %{ $self->{style} } } }, ref $self;
    delete $new->{parent};
    $new->{children} = [ map { $_->copy } @{ $self->{children} } ];
    $_->{parent} = $new for @{ $new->{children} };
    return $new;
}

sub flatten {
    my ($self) = @_;
    my $out = sprintf "[%s %s/%s] %s\n", $self->name, $self->css('font'), $self->css('size'), $self->text;
    return join '', $out, map { $_->flatten } @{ $self->children };
}

1;
