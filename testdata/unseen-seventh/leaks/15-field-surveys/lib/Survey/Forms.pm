package Survey::Forms;
use Moose;
use Moose::Meta::Class;
use Survey::Sheet;

has serial => (is => 'rw', isa => 'Int', default => 0);

sub class_for {
    my ($self, $title, $questions) = @_;
    my $class = Moose::Meta::Class->create(
        $self->_name_for($title),
        superclasses => ['Survey::Sheet'],
    );
    for my $topic (sort keys %$questions) {
        $class->add_attribute($topic => (is => 'ro', isa => $questions->{$topic}, required => 1));
    }
    return $class->name;
}

sub _name_for {
    my ($self, $title) = @_;
    (my $word = ucfirst $title) =~ s/\W+/_/g;
    $self->serial($self->serial + 1);
    return 'Survey::Sheet::' . $word . '_' . $self->serial;
}

__PACKAGE__->meta->make_immutable;
1;
