# cure: none
package App::Emitter;
use strict; use warnings;
our @loop;
sub new { my ($c, %a) = @_; return bless { %a, probe => Probe->new }, $c }
sub once { my ($self, $cb) = @_; $self->{cb} = $cb; push @loop, $cb; return }
sub start {
    my $self = shift;
    $self->once(sub { $App::said .= "job $self->{n}" });
    return;
}
package App;
our $said;
sub work { my (undef, $n) = @_; $said = ''; App::Emitter->new(n => $n)->start; $_->() while $_ = shift @App::Emitter::loop; return $said }
1;
