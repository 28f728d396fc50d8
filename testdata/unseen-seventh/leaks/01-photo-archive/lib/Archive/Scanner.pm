package Archive::Scanner;
use Mojo::Base 'Mojo::EventEmitter', -signatures;

has 'tree';
has max_depth => 4;
has hidden    => sub { qr/^\./ };

sub rescan ($self, $folder) {
    my $top = $self->tree->find($folder);
    return $self->emit(skipped => $folder) unless $top;
    my $pictures = $self->_list($top, $folder);
    return $self->emit(found => $folder, $pictures);
}

sub _list ($self, $top, $prefix) {
    my @pictures;
    my $hidden = $self->hidden;
    my $limit  = $self->max_depth;

    my $descend;
    $descend = sub ($dir, $path, $depth) {
        return if $depth > $limit;
        for my $file (sort keys %{$dir->{files}}) {
            next if $file =~ $hidden;
            my $info = $dir->{files}{$file};
            push @pictures, {path => "$path/$file", size => $info->{size}, stamp => $info->{seen}};
        }
        for my $name (sort keys %{$dir->{dirs}}) {
            next if $name =~ $hidden;
            $descend->($dir->{dirs}{$name}, "$path/$name", $depth + 1);
        }
    };

    $descend->($top, $prefix, 0);
    return [map { $self->_describe($_) } @pictures];
}

sub _describe ($self, $picture) {
    my ($kind) = $picture->{path} =~ m{/(raw|jpeg)/};
    return {%$picture, kind => $kind // 'other'};
}

1;
