package Archive::Tree;
use Mojo::Base -base, -signatures;

has root    => sub { {name => '', dirs => {}, files => {}} };
has folders => sub { [] };

sub fill ($self, %size) {
    for my $year (1 .. $size{years}) {
        my $y = $self->root->{dirs}{2000 + $year} = $self->_dir(2000 + $year);
        for my $shoot (1 .. $size{shoots}) {
            my $name = sprintf 'shoot-%02d', $shoot;
            my $s    = $y->{dirs}{$name} = $self->_dir($name);
            for my $kind (qw(raw jpeg)) {
                my $k = $s->{dirs}{$kind} = $self->_dir($kind);
                $k->{files}{sprintf 'img_%04d', $_} = {size => 1000 + int rand 9000, seen => 0}
                    for 1 .. $size{pictures};
            }
            push @{$self->folders}, (2000 + $year) . "/$name";
        }
    }
    return $self;
}

sub _dir ($self, $name) { return {name => $name, dirs => {}, files => {}} }

sub find ($self, $path) {
    my $dir = $self->root;
    for my $part (split m{/}, $path) {
        $dir = $dir->{dirs}{$part} or return undef;
    }
    return $dir;
}

sub touch ($self, $path, $stamp) {
    my $dir = $self->find($path) or return;
    for my $sub (values %{$dir->{dirs}}) {
        $_->{seen} = $stamp for values %{$sub->{files}};
    }
    return;
}

1;
