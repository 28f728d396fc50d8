package Spa::Web;
use strict;
use warnings;
use parent 'Plack::Component';
use Plack::Request;
use Plack::Util::Accessor qw(clock);

my %PRICE = (massage => 45, sauna => 18, mud => 30);

sub call {
    my ($self, $env) = @_;
    my $req = Plack::Request->new($env);
    my $s   = $env->{'spa.session'};
    push @{ $s->{trail} }, $req->path . ' ' . $self->clock->hhmm;
    shift @{ $s->{trail} } if @{ $s->{trail} } > 6;

    my $path = $req->path;
    if ($path eq '/basket') {
        if ($req->method eq 'POST') {
            my $what = $req->parameters->{what};
            return page(400, 'no such treatment') unless $PRICE{ $what // '' };
            push @{ $s->{basket} }, { what => $what, hour => $req->parameters->{hour}, price => $PRICE{$what} };
            shift @{ $s->{basket} } if @{ $s->{basket} } > 5;
            return [ 303, [ Location => '/basket' ], [] ];
        }
        my $sum = 0;
        $sum += $_->{price} for @{ $s->{basket} };
        return page(200, join('<br>', map { "$_->{what} $_->{hour}h" } @{ $s->{basket} }) . "<p>$sum</p>");
    }
    if (my ($pool) = $path =~ m{^/pool/(\d)$}) {
        return page(200, sprintf 'Pool %d: %d degrees at %s', $pool, 24 + 3 * $pool, $self->clock->hhmm);
    }
    return $path eq '/' ? page(200, 'Welcome') : page(404, 'nothing here');
}

sub page {
    my ($status, $body) = @_;
    return [ $status, [ 'Content-Type' => 'text/html' ], ["<html><body>$body</body></html>"] ];
}

1;
