package App::Frame;
use strict;
use warnings;

sub new {
    my ($class, %args) = @_;
    my $self = bless { data => $args{data} }, $class;
    $self->{prev} = $args{prev};
    return $self;
}

sub data { return $_[0]{data} }

package App;
my $current;
my %seen;

sub current { return $current }

sub work {
    my ($class, $n) = @_;
    $seen{ $n % 5 }++;

    $current = App::Frame->new(data => { n => $n, text => "frame $n" }, prev => $current);
    return;
}

1;
