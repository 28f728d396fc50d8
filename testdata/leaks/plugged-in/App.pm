package App::Upper;
use strict;
use warnings;
use lib __FILE__ =~ s{[^/]+/App\.pm$}{modules}r;
use Page::Engine;
our @ISA = ('Page::Plugin');

sub init {
    my $self = shift;
    $self->{count} = 0;
    $self->install_filter('upper');
    return $self;
}

sub filter { my ($self, $text) = @_; $self->{count}++; return uc $text }

package App;

sub work {
    my ($class, $n) = @_;

    # one engine for all pages would do
    my $engine = Page::Engine->new(plugins => ['App::Upper']);
    return $engine->process("page [upper no$n]");
}

1;
