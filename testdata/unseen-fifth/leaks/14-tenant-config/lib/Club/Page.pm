package Club::Page;
use strict;
use warnings;

sub new {
    my ($class, $settings) = @_;
    my $self = bless { settings => $settings, parts => [] }, $class;
    tied(%$settings)->owner($self);
    return $self;
}

sub html {
    my ($self) = @_;
    my $s = $self->{settings};
    $self->add(head => "<h1 class='$s->{colour}'>$s->{title}</h1>");
    $self->add(column => "<div lang='$s->{language}'>column $_</div>") for 1 .. $s->{columns};
    $self->add(foot => "<p>$s->{footer}</p>");
    return join "\n", map { $_->{html} } @{ $self->{parts} };
}

sub add {
    my ($self, $kind, $html) = @_;
    push @{ $self->{parts} }, { kind => $kind, html => $html };
    return $self;
}

1;
