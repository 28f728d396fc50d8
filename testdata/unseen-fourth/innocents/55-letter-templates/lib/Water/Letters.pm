package Water::Letters;
use strict;
use warnings;
use Template;

sub new {
    my ($class, %arg) = @_;
    my $tt = Template->new(INCLUDE_PATH => $arg{path}, CACHE_SIZE => 6, WRAPPER => 'frame', TRIM => 1) or die Template->error;
    return bless { limit => $arg{outbox}, tt => $tt, outbox => [], per_street => {}, sent => 0, bytes => 0 }, $class;
}

sub write {
    my ($self, $kind, %value) = @_;
    my $text = '';
    $self->{tt}->process($kind, { %value, price => sub { sprintf '%.2f', 2.1 * shift } }, \$text) or die $self->{tt}->error;
    $self->{per_street}{ $value{street} }{$kind}++;
    push @{ $self->{outbox} }, $text;
    $self->send if @{ $self->{outbox} } >= $self->{limit};
    return;
}

sub snippet {
    my ($self, $template, %value) = @_;
    my $text = '';
    $self->{tt}->process(\$template, \%value, \$text) or die $self->{tt}->error;
    push @{ $self->{outbox} }, $text;
    return;
}

sub send {
    my $self = shift;
    while (defined(my $text = shift @{ $self->{outbox} })) {
        $self->{sent}++;
        $self->{bytes} += length $text;
    }
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d sent, %d wait, %d bytes', $self->{sent}, scalar @{ $self->{outbox} }, $self->{bytes};
}

1;
