package Page::Engine;
use strict;
use warnings;

# An engine for pages, with plugins that install filters.
sub new {
    my ($class, %args) = @_;
    return bless {plugins => $args{plugins} || [], filters => {}}, $class;
}

sub define_filter { my ($self, $name, $code) = @_; $self->{filters}{$name} = $code; return }

sub process {
    my ($self, $text) = @_;
    $_->load($self) for @{$self->{plugins}};
    $text =~ s/\[(\w+) (\w+)\]/$self->{filters}{$1}->($2)/ge;
    return $text;
}

package Page::Plugin;

sub load {
    my ($class, $engine) = @_;
    return bless({engine => $engine}, $class)->init;
}

sub make_filter {
    my $self = shift;
    return sub { $self->filter(@_) };
}

sub install_filter {
    my ($self, $name) = @_;
    $self->{engine}->define_filter($name => $self->make_filter);
    return $self;
}

1;
