# cure: Weaken $self->{root}
package App::Ctx;
use strict;
use warnings;
sub new {
    my $class = shift;
    my $self = bless { @_, probe => Probe->new }, $class;
    $self->{root} = $self;
    return $self;
}
package App;
sub work { my (undef, $n) = @_; my $c = App::Ctx->new(n => $n); return $c->{root}{root}{n} }
1;
