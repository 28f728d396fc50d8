package Theatre::Timings;
use strict;
use warnings;
use parent 'Plack::Middleware';
use Plack::Util;
use Plack::Util::Accessor qw(marker);

my %page;
my $serial = 0;

sub call {
    my ($self, $env) = @_;
    my $id = $env->{'theatre.page'} = ++$serial;
    $page{$id} = {path => $env->{PATH_INFO}, parts => [], depth => 0};
    my $response = $self->app->($env);
    return $self->response_cb($response, sub {
        my ($res) = @_;
        my $body = join '', @{$res->[2] || []};
        return unless $body =~ $self->marker;
        my $bar = $self->bar(delete $page{$id});
        $body =~ s/(${\$self->marker})/$bar$1/;
        $res->[2] = [$body];
        Plack::Util::header_set($res->[1], 'Content-Length', length $body);
    });
}

sub measure {
    my ($class, $env, $name, $code) = @_;
    my $entry = $page{$env->{'theatre.page'} // 0} or return $code->();
    $entry->{depth}++;
    my $part = {name => $name, depth => $entry->{depth}, ticks => 3 * length $name};
    push @{$entry->{parts}}, $part;
    my @result = $code->();
    $entry->{depth}--;
    $part->{rows} = @result;
    return wantarray ? @result : $result[-1];
}

sub bar {
    my ($self, $entry) = @_;
    my @cells = map {"<td>$_->{name} $_->{ticks} ($_->{rows})</td>"} @{$entry->{parts}};
    return "<table class=\"bar\"><tr><td>$entry->{path}</td>@cells</tr></table>";
}

1;
