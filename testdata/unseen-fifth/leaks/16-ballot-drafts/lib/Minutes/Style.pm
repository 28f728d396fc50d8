package Minutes::Style;
use strict;
use warnings;

my %kind_of;
my %width_of;
my $next = 1;

sub new {
    my ($class, $kind) = @_;
    my $id = $next++;
    $kind_of{$id}  = $kind;
    $width_of{$id} = { plain => 72, letter => 60, web => 0 }->{$kind};
    return bless \$id, $class;
}

sub format {
    my ($self, $title, @sentences) = @_;
    my $text = join '. ', map {ucfirst} @sentences;
    $text = "<p>$text.</p>" if $kind_of{$$self} eq 'web';
    my $width = $width_of{$$self};
    $text =~ s/(.{1,$width})(?:\s|\z)/$1\n/g if $width;
    return "$title\n$text";
}

sub alive { return scalar keys %kind_of }

sub DESTROY { my ($self) = @_; delete $kind_of{$$self}; delete $width_of{$$self}; return }

1;
