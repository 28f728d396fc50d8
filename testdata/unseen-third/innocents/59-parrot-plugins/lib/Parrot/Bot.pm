package Parrot::Bot;
use strict;
use warnings;
use Parrot::Plugins;

# The bot knows a handful of commands. A plugin is loaded when its command
# comes for the first time, and stays.

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, plugin => {}, hooks => {heard => []}, answers => 0, unknown => 0}, $class;
}

sub on { my ($self, $event, $cb) = @_; push @{ $self->{hooks}{$event} }, $cb; return }

sub plugin {
    my ($self, $name) = @_;
    return $self->{plugin}{$name} if exists $self->{plugin}{$name};
    return $self->{plugin}{$name} = Parrot::Plugins::load($name, $self);
}

sub heard {
    my ($self, $nick, $text) = @_;
    $_->($nick, $text) for @{ $self->{hooks}{heard} };
    my ($command, $rest) = $text =~ /^!(\w+)\s*(.*)/ or return;
    if (!Parrot::Plugins::known($command)) {
        $self->{unknown}++;
        return "no idea what $command is";
    }
    $self->{answers}++;
    return $self->plugin($command)->{run}->($nick, $rest);
}

sub text {
    my $self = shift;
    return sprintf '%d plugins, %d hooks, %d answers', scalar keys %{ $self->{plugin} }, scalar @{ $self->{hooks}{heard} }, $self->{answers};
}

1;
