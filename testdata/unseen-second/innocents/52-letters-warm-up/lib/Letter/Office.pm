package Letter::Office;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, written => 0, kept => [], per_kind => {}}, $class;
}

# most letters are of a few kinds, the rare ones come late
sub some_kind { my $self = shift; return 'kind' . (1 + int($self->{templates}{kinds} * rand() ** 3)) }

sub some_language { my @all = $_[0]{catalog}->languages; return $all[int(@all * rand() ** 2)] }

sub write_letter {
    my $self     = shift;
    my $kind     = $self->some_kind;
    my $language = $self->some_language;
    my @lines    = map { {what => $self->{catalog}->word($language, int rand 1000), cents => int rand 20_000} } 1 .. 1 + int rand 5;
    my $letter   = $self->{templates}->process($kind, {name => 'customer ' . int rand 500, days => int rand 5, lines => \@lines, sender => 'the office'});
    $self->{written}++;
    $self->{per_kind}{$kind}++;
    unshift @{ $self->{kept} }, $letter;
    $#{ $self->{kept} } = $self->{copies} - 1 if @{ $self->{kept} } > $self->{copies};
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d letters, %d templates, %d languages', $self->{written}, $self->{templates}->known, $self->{catalog}->loaded;
}

1;
