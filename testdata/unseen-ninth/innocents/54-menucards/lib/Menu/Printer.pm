package Menu::Printer;
use strict;
use warnings;
use Template;

sub new {
    my ($class, $dir) = @_;
    my $tt = Template->new({
        INCLUDE_PATH => $dir,
        STAT_TTL     => 60,
        VARIABLES    => { money => sub { sprintf '%.2f', $_[0] } },
    }) or die Template->error;
    return bless { tt => $tt, cards => 0 }, $class;
}

sub card {
    my ($self, $name, $dish) = @_;
    my $text = '';
    $self->{tt}->process($name, { dish => $dish }, \$text) or die $self->{tt}->error;
    $self->{cards}++;
    return $text;
}

1;
