package Image::Service;
use strict;
use warnings;
use Image::Device;
use Image::Update;
use Image::Log::Memory;

sub new {
    my ($class, %args) = @_;
    my $self = bless {
        devices  => [map { Image::Device->new(number => $_, version => 1 + $_ % 4) } 0 .. $args{devices} - 1],
        log      => Image::Log::Memory->buffer(200),
        answered => {},
    }, $class;
    return $self;
}

# every request makes its own update object: it is cheap, and it has no state
sub request {
    my ($self, $what, $number) = @_;
    my $device = $self->{devices}[$number] or return {state => 'unknown'};
    my $update = Image::Update->new(device => $device, log => $self->{log});
    my $answer = $what eq 'update' ? $update->apply : $update->status;
    $self->{answered}{$what}++;
    $self->{latest}{$number} = $answer;
    return $answer;
}

sub summary {
    my $self = shift;
    return join ', ', (map {"$self->{answered}{$_} $_"} sort keys %{ $self->{answered} }), @{ $self->{log} } . ' lines kept';
}

1;
