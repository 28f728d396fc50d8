package Wiki::Store;
use strict;
use warnings;

# the text of the pages, and the last revisions of each

sub new {
    my ($class, %args) = @_;
    my $self = bless {pages => {}, links => {}, keep => $args{revisions}, changes => []}, $class;
    $self->save("page$_", "This is page $_. See also page" . ($_ * 7) % $args{pages}) for 0 .. $args{pages} - 1;
    return $self;
}

sub save {
    my ($self, $name, $text) = @_;
    my $page = $self->{pages}{$name} ||= {name => $name, revisions => [], number => 0};
    unshift @{ $page->{revisions} }, {number => ++$page->{number}, text => $text, by => 'user' . length($text) % 17};
    $#{ $page->{revisions} } = $self->{keep} - 1 if @{ $page->{revisions} } > $self->{keep};
    $self->{links}{$name} = {map { $_ => 1 } $text =~ /\b(page\d+)\b/g};
    push @{ $self->{changes} }, "$name#$page->{number}";
    shift @{ $self->{changes} } while @{ $self->{changes} } > 40;
    return $page;
}

sub page    { my ($self, $name) = @_; return $self->{pages}{$name} }
sub to      { my ($self, $name) = @_; return grep { $self->{links}{$_}{$name} } sort keys %{ $self->{links} } }
sub changes { return @{ $_[0]{changes} } }

sub summary {
    my $self  = shift;
    my $count = 0;
    $count += @{ $_->{revisions} } for values %{ $self->{pages} };
    return keys(%{ $self->{pages} }) . " pages, $count revisions";
}

1;
