package SkiPass::Shop;
use strict;
use warnings;
use Plack::Request;

my %PASS = (1 => 'half day', 2 => 'day', 3 => 'two days', 4 => 'week', 5 => 'season', 6 => 'evening');

sub new {
    my ($class, %arg) = @_;
    return bless {%arg}, $class;
}

sub to_app {
    my ($self) = @_;
    return sub { $self->page(Plack::Request->new(shift)) };
}

sub page {
    my ($self, $req) = @_;
    my $s = $self->{sessions}->open($req->cookies->{ski});
    my ($no) = $req->path_info =~ m{^/pass/(\d)$};
    my $res = $req->new_response($no ? 200 : 404);
    if ($no) {
        $s->{seen}{$no}++;
        push @{ $s->{basket} }, { pass => $PASS{$no}, no => $no } if $s->{seen}{$no} == 2;
        $res->content_type('text/html');
        $res->body("<h1>$PASS{$no}</h1><p>" . @{ $s->{basket} } . ' in the basket</p>');
    }
    $res->header('Set-Cookie' => "ski=$s->{id}") if delete $s->{fresh};
    return $res->finalize;
}

1;
