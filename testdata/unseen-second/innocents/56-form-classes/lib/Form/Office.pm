package Form::Office;
use Moose;
use Tie::IxHash;

has factory  => (is => 'ro', required => 1);
has keep     => (is => 'ro', isa => 'Int', default => 20);
has archive  => (is => 'ro', default => sub { tie my %h, 'Tie::IxHash'; \%h });
has received => (is => 'rw', isa => 'Int', default => 0);
has lacking  => (is => 'rw', isa => 'Int', default => 0);
has per_kind => (is => 'ro', default => sub { {} });

my %value = (Str => sub { 'text ' . int rand 1000 }, Num => sub { rand 100 }, Int => sub { int rand 100 }, Bool => sub { rand() < 0.5 ? 1 : 0 });

sub some_kind { my $self = shift; my @kinds = $self->factory->kinds; return $kinds[int(@kinds * rand() ** 2.5)] }

sub receive {
    my ($self, $count) = @_;
    for (1 .. $count) {
        my $kind   = $self->some_kind;
        my $type   = $self->factory->type($kind);
        my %fields = map { $_ => rand() < 0.95 ? $value{ $type->{$_} }->() : undef } keys %$type;
        $self->received($self->received + 1);
        my $form = $self->factory->make($kind)->new(number => $self->received, sender => 'citizen ' . int rand 300, %fields);
        $self->lacking($self->lacking + 1) unless $form->complete;
        $self->per_kind->{$kind}++;
        $self->store($form);
    }
    return;
}

# the last forms in the order in which they came
sub store {
    my ($self, $form) = @_;
    my $archive = $self->archive;
    $archive->{ $form->number } = $form;
    my $tied = tied %$archive;
    $tied->Shift while $tied->Length > $self->keep;
    return;
}

sub text { my $self = shift; return sprintf '%d forms, %d incomplete, %d classes', $self->received, $self->lacking, scalar keys %{ $self->factory->classes } }

__PACKAGE__->meta->make_immutable;
no Moose;
1;
