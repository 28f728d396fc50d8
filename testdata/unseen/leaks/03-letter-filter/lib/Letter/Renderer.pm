package Letter::Renderer;
use strict;
use warnings;
use Template;
use Letter::Words;

sub new {
    my ($class, %args) = @_;
    my $self = bless {words => Letter::Words->for_language($args{language} || 'en')}, $class;
    $self->{template} = Template->new(
        PLUGINS   => {Euro => 'Letter::Plugin::Euro'},
        VARIABLES => {words => $self->{words}},
        TRIM      => 1,
    );
    return $self;
}

sub render {
    my ($self, $source, %vars) = @_;
    my $text = '';
    $self->{template}->process(\$source, \%vars, \$text) or die $self->{template}->error;
    return join "\n", $self->{words}{greeting}, $text, $self->{words}{bye}, '';
}

1;
