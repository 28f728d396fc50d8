package Image::Device;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    return bless {%args, history => []}, $class;
}

sub number  { $_[0]{number} }
sub version { $_[0]{version} }

sub upgrade {
    my ($self, $to) = @_;
    unshift @{ $self->{history} }, {from => $self->{version}, to => $to, at => time};
    $#{ $self->{history} } = 4 if @{ $self->{history} } > 5;
    $self->{version} = $to;
    return $self;
}

1;
