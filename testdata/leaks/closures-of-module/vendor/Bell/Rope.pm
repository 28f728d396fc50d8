package Bell::Rope;
use strict; use warnings;
sub new { my ($class) = @_; return bless { ends => [], rung => 0 }, $class }
sub answer {
    my ($self, $code) = @_;
    return $code->() if $self->{rung};
    push @{ $self->{ends} }, $code;
    return $self;
}
sub tied_to {
    my ($self, $code) = @_;
    my $rope = ref($self)->new;
    $rope->answer($code);
    $self->answer(sub { $rope->ring });
    return $rope;
}
sub let_go { my ($self) = @_; @{ $self->{ends} } = (); return }
sub ring { my ($self) = @_; $self->{rung} = 1; $_->() for splice @{ $self->{ends} }; return }
1;
