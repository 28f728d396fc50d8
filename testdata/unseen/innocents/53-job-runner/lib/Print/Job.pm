package Print::Job;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, log => [], tries => 0, hooks => {}}, $class;
}

sub number { $_[0]{number} }
sub kind   { $_[0]{kind} }
sub log    { my ($self, $text) = @_; push @{ $self->{log} }, $text; return $self }
sub on     { my ($self, $what, $code) = @_; push @{ $self->{hooks}{$what} }, $code; return $self }

# the hooks know the job: they are thrown away when it is over
sub finish {
    my ($self, $what) = @_;
    my $hooks = delete $self->{hooks};
    $_->($self) for @{ $hooks->{$what} || [] };
    return $self;
}

1;
