package Draft;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {revision => 1, %arg}, $class;
    $self->{text} = join "\n\n", map { "Paragraph $_ of draft $self->{number}" } 1 .. $self->{paragraphs};
    return $self;
}

sub number   { $_[0]{number} }
sub headline { "Article $_[0]{number} by $_[0]{author}" }
sub revise   { $_[0]{revision}++ }
sub render   { "Draft $_[0]{number} rev $_[0]{revision}\n\n$_[0]{text}" }

1;
