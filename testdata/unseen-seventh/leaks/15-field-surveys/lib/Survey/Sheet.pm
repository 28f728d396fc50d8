package Survey::Sheet;
use Moose;

has interviewer => (is => 'ro', isa => 'Str', default => 'unknown');

sub topics {
    my ($self) = @_;
    return sort grep { $_ ne 'interviewer' } map { $_->name } $self->meta->get_all_attributes;
}

sub score {
    my ($self) = @_;
    my $sum = 0;
    for my $topic ($self->topics) {
        my $value = $self->$topic;
        $sum += $value =~ /^-?\d/ ? $value : length $value;
    }
    return $sum;
}

__PACKAGE__->meta->make_immutable;
1;
