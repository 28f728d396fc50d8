package Brew::Web;
use strict;
use warnings;
use parent 'Plack::Component';
use Plack::Request;
use Plack::Util::Accessor qw(cellar);

sub call {
    my ($self, $env) = @_;
    my $req  = Plack::Request->new($env);
    my $path = $req->path;
    my $bar  = $env->{'brew.toolbar'};

    if ($path eq '/') {
        $bar->note(page => 'overview');
        return $self->html('Cellar', join '', map { "<p><a href=/tank/$_>Tank $_</a></p>" } $self->cellar->tanks);
    }
    if ($path eq '/label.svg') {
        return [ 200, [ 'Content-Type' => 'image/svg+xml' ], ['<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'] ];
    }
    if (my ($no, $csv) = $path =~ m{^/tank/(\d+)(\.csv)?$}) {
        my $tank = $self->cellar->tank($no)
            or return [ 404, [ 'Content-Type' => 'text/plain' ], ["no tank $no\n"] ];
        $bar->note(tank => $no);
        $bar->note(log => scalar @{ $tank->{log} });
        if ($req->method eq 'POST') {
            $self->cellar->set_temp($no, $req->parameters->{temp});
            return [ 303, [ Location => "/tank/$no" ], [] ];
        }
        return [ 200, [ 'Content-Type' => 'text/csv' ], [ map { "$_\n" } @{ $tank->{log} } ] ] if $csv;
        return $self->html("Tank $no", sprintf '<p>%.1f degrees</p>', $tank->{temp});
    }
    return [ 404, [ 'Content-Type' => 'text/plain' ], ["?\n"] ];
}

sub html {
    my ($self, $title, $body) = @_;
    return [ 200, [ 'Content-Type' => 'text/html' ], ["<html><head><title>$title</title></head><body><h1>$title</h1>$body</body></html>"] ];
}

1;
