package Site::Scan;
use Mojo::Base -strict, -signatures;

# [name, stamp] of all files below a folder

sub files ($class, $root) {
    my @files;
    my $walk;
    $walk = sub ($dir, $depth) {
        return if $depth > 8;
        opendir my $handle, $dir or return;
        for my $entry (sort readdir $handle) {
            next if $entry =~ /^\./;
            my $path = "$dir/$entry";
            if (-d $path) { $walk->($path, $depth + 1) }
            else {
                my @stat = stat _;
                push @files, [$path, "$stat[9]-$stat[7]"];
            }
        }
        closedir $handle;
        return;
    };
    $walk->("$root", 0);
    return \@files;
}

sub newest ($class, $root) {
    my ($newest) = sort { $b->[1] cmp $a->[1] } @{ $class->files($root) };
    return $newest && $newest->[0];
}

1;
