package Books::Site;
use strict;
use warnings;
no warnings 'recursion';
use Books::Catalogue;
use Books::Cookie;
use Plack::Request;

sub new {
    my ($class, %args) = @_;
    return bless {name => $args{name}, catalogue => Books::Catalogue->new}, $class;
}

sub psgi {
    my ($self) = @_;
    my $app = sub { $self->respond(Plack::Request->new(shift)) };
    my $open = Books::Cookie->wrap($app, cookie => 'shop', secure => 0);
    return sub {
        my ($env) = @_;
        if ($env->{'psgi.url_scheme'} eq 'https') {
            $app = Books::Cookie->wrap($app, cookie => 'till', secure => 1);
            return $app->($env);
        }
        return $open->($env);
    };
}

sub respond {
    my ($self, $request) = @_;
    my (undef, $what, $which) = split m{/}, $request->path_info;
    $what ||= 'front';
    my $method = $self->can("page_$what") or return $self->_reply(404, 'no such page');
    return $self->$method($request, $which);
}

sub page_front { my ($self) = @_; return $self->_reply(200, "$self->{name}: " . join ', ', $self->{catalogue}->shelves) }

sub page_book {
    my ($self, $request, $id) = @_;
    my $book = $self->{catalogue}->book($id) or return $self->_reply(404, 'sold');
    return $self->_reply(200, "$book->{title}, $book->{year}, $book->{price} EUR");
}

sub page_shelf {
    my ($self, $request, $shelf) = @_;
    return $self->_reply(200, join "\n", map { $_->{title} } $self->{catalogue}->on($shelf));
}

sub page_till { my ($self, $request) = @_; return $self->_reply(200, 'the till is open for ' . $request->address) }

sub _reply {
    my ($self, $code, $text) = @_;
    return [$code, ['Content-Type' => 'text/plain'], [$text]];
}

1;
