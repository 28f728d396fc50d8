package Survey::Office;
use Moose;
use Try::Tiny;
use Survey::Forms;

has forms => (is => 'ro', default => sub { Survey::Forms->new });
has [qw(good bad)] => (is => 'rw', isa => 'Int', default => 0);
has totals => (is => 'ro', isa => 'ArrayRef', default => sub { [] });

sub run {
    my ($self, $title, $questions) = @_;
    my $class = $self->forms->class_for($title, $questions);
    my $total = 0;
    for my $sheet (1 .. 4) {
        my %answers = $self->_interview($questions, $sheet);
        try {
            $total += $class->new(%answers, interviewer => "team $sheet")->score;
            $self->good($self->good + 1);
        }
        catch { $self->bad($self->bad + 1) };
    }
    push @{$self->totals}, [$title, $total];
    shift @{$self->totals} if @{$self->totals} > 20;
    return $total;
}

sub _interview {
    my ($self, $questions, $sheet) = @_;
    my %value = (Int => $sheet, Num => $sheet / 4, Str => "well, $sheet times");
    my %answers = map { $_ => $value{$questions->{$_}} } keys %$questions;
    if ($sheet == 4) {
        my ($first) = sort keys %answers;
        delete $answers{$first};
    }
    return %answers;
}

__PACKAGE__->meta->make_immutable;
1;
