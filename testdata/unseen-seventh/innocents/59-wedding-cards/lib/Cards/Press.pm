package Cards::Press;
use strict;
use warnings;
use Template;
use Template::Constants;
use Cards::Provider;

sub new {
    my ($class, %args) = @_;
    my $provider = Cards::Provider->new({designs => $args{designs}});
    my $template = Template->new({LOAD_TEMPLATES => [$provider]}) or die Template->error;
    return bless {template => $template, cards => 0, characters => 0, tray => []}, $class;
}

sub order {
    my ($self, $order) = @_;
    my $text = '';
    $self->{template}->process("design-$order->{design}", $order, \$text)
        or die $self->{template}->error;
    push @{$self->{tray}}, $text;
    shift @{$self->{tray}} while @{$self->{tray}} > 25;
    $self->{cards} += @{$order->{guests}};
    $self->{characters} += length $text;
    return $text;
}

sub cards      { $_[0]{cards} }
sub characters { $_[0]{characters} }

1;
