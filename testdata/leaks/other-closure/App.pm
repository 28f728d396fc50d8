package App;
use strict; use warnings;
my $bus = bless { listeners => [] }, 'App';
sub on { my ($self, $cb) = @_; push @{ $self->{listeners} }, $cb; return }
sub off { my ($self, $cb) = @_; @{ $self->{listeners} } = grep { $_ != $cb } @{ $self->{listeners} }; return }
sub work {
    my ($class, $n) = @_;
    my $seen = 0;
    $bus->on(sub { $seen += $n });
    $bus->off(sub { $seen += $n });
    return;
}
1;
