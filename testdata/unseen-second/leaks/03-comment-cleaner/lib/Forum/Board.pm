package Forum::Board;
use Moo;
use Forum::Cleaner;
use Scalar::Util qw(weaken);

has shown   => (is => 'ro', default => 25);
has threads => (is => 'ro', default => sub { {} });
has latest  => (is => 'ro', default => sub { [] });
has posts   => (is => 'rw', default => 0);
has removed => (is => 'rw', default => 0);

sub post {
    my ($self, $who, $html) = @_;
    my $cleaner = Forum::Cleaner->new;
    my $text    = $cleaner->clean($html);
    $self->posts($self->posts + 1);
    $self->removed($self->removed + $cleaner->removed);

    my $post   = {who => $who, text => $text, number => $self->posts, replies => []};
    my $latest = $self->latest;
    if (@$latest && rand() < 0.4) {    # an answer to one of the posts on the page
        my $parent = $latest->[rand @$latest];
        $post->{parent} = $parent;
        weaken($post->{parent});
        push @{ $parent->{replies} }, $post;
        weaken($parent->{replies}[-1]);
    }
    push @$latest, $post;
    shift @$latest while @$latest > $self->shown;
    return $post;
}

sub page {
    my ($self) = @_;
    return join "\n", map {
        my $answers = grep {defined} @{ $_->{replies} };
        "<div>#$_->{number} $_->{who}: $_->{text} ($answers)</div>"
    } @{ $self->latest };
}

sub counts { my $self = shift; return ($self->posts, $self->removed) }

1;
