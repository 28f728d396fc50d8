package Gallery::Pages;
use strict;
use warnings;
use Plack::Request;
use Plack::Response;

sub new {
    my ($class, %arg) = @_;
    my @pictures = map { {id => $_, title => "Picture no. $_", comments => []} } 1 .. $arg{pictures};
    return bless {%arg, list => \@pictures}, $class;
}

sub call {
    my ($self, $env) = @_;
    my $req = Plack::Request->new($env);
    my ($what, $number) = $req->path_info =~ m{^/(picture|page)/(\d+)$}
        or return $self->page($env, $req->path_info eq '/' ? (200, 'Welcome') : (404, 'There is no such page'));
    return $self->page($env, 200, $self->overview($number, $env)) if $what eq 'page';
    my $picture = $self->{list}[$number - 1] or return $self->page($env, 404, 'There is no such picture');
    $self->comment($picture, $req->parameters->get('comment')) if $req->method eq 'POST';
    return $self->page($env, 200, $picture->{title}, @{ $picture->{comments} });
}

# the latest three comments are shown
sub comment {
    my ($self, $picture, $text) = @_;
    my $list = $picture->{comments};
    push @$list, $text;
    splice @$list, 0, @$list - 3 if @$list > 3;
    return;
}

sub overview {
    my ($self, $number, $env) = @_;
    my $first = ($number - 1) * 20;
    return map { '<a href="' . $env->{'gallery.link'}->('picture', $_->{id}) . "\">$_->{title}</a>" } grep {defined} @{ $self->{list} }[$first .. $first + 19];
}

sub page {
    my ($self, $env, $status, @text) = @_;
    my @menu = map { $env->{'gallery.is_here'}->("/page/$_") ? "[$_]" : $_ } 1 .. 5;
    my $res  = Plack::Response->new($status);
    $res->content_type('text/html');
    $res->body(join "\n", "@menu", @text);
    return $res->finalize;
}

1;
