package App::Document;
use strict;
use warnings;

sub new {
    my ($class, $title) = @_;
    my $self = bless { title => $title, lines => [ 1 .. 5 ] }, $class;
    $self->{layout} = App::Layout->new($self);
    return $self;
}

package App::Layout;

sub new {
    my ($class, $document) = @_;
    my $self = bless { width => 80 }, $class;
    $self->{painter} = App::Painter->new($document);
    return $self;
}

package App::Painter;

sub new {
    my ($class, $document) = @_;
    my $self = bless { colour => 'red' }, $class;
    $self->{document} = $document;
    return $self;
}

package App;

sub work { my ($class, $n) = @_; App::Document->new("document $n"); return }

1;
