package Letter::Render;
use strict;
use warnings;
use File::Temp qw(tempfile);
use Letter::Font;

sub new {
    my ($class, %arg) = @_;
    return bless { dir => $arg{dir}, fonts => {}, bytes => 0 }, $class;
}

sub font { my ($self, $name) = @_; return $self->{fonts}{$name} ||= Letter::Font->load($name) }

# The renderer of the printer is a filter that reads and writes files.
sub pages {
    my ($self, $text, $font_name) = @_;
    my $font = $self->font($font_name);
    my ($fh, $file) = tempfile('letterXXXXXX', DIR => $self->{dir}, SUFFIX => '.txt', UNLINK => 1);
    print {$fh} $font->shape($_), "\n" for split /\n/, $text;
    close $fh or die "$file: $!";

    my @pages;
    open my $in, '<', $file or die "$file: $!";
    while (my $line = <$in>) {
        push @pages, { no => 1 + @pages, lines => 0, width => 0 } if !@pages || $pages[-1]{lines} >= 25;
        $pages[-1]{lines}++;
        $pages[-1]{width} = length $line if length $line > $pages[-1]{width};
        $self->{bytes} += length $line;
    }
    close $in;
    unlink $file;
    return \@pages;
}

1;
