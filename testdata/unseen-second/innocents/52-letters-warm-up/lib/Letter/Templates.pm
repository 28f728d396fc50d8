package Letter::Templates;
use strict;
use warnings;
use Template;
use Template::Provider;

# templates live in a hash here (in truth in a database); compiled ones are
# kept by the provider, there are not more than there are kinds of letters

sub new {
    my ($class, %arg) = @_;
    my $self = bless {text => {}, tt => {}, kinds => $arg{kinds}}, $class;
    for my $kind (1 .. $arg{kinds}) {
        $self->{text}{"kind$kind"} = join "\n", 'Dear [% name %],', map({"[% IF days > $_ %]this is reminder $_ of kind ${kind}[% ELSE %]all is well, [% name %][% END %]"} 1 .. 3 + $kind % 4),
            '[% FOREACH line IN lines %][% line.what %]: [% line.cents / 100 %] EUR', '[% END %]yours [% sender | upper %]';
    }
    return $self;
}

sub compiled {
    my ($self, $kind) = @_;
    return $self->{tt}{$kind} ||= do {
        my $provider = ($self->{provider} ||= Template::Provider->new);
        my ($document, $error) = $provider->fetch(\$self->{text}{$kind});
        die $document if $error;
        $document;
    };
}

sub process {
    my ($self, $kind, $vars) = @_;
    my $engine = $self->{engine} ||= Template->new;
    $engine->process($self->compiled($kind), $vars, \my $out) or die $engine->error;
    return $out;
}

sub known { scalar keys %{ $_[0]{tt} } }

1;
