package Newsletter;
use Mojo::Base 'Mojolicious', -signatures;
use Newsletter::Tally;

has clock => 1_700_000_000;
has tally => sub { Newsletter::Tally->new };

sub startup ($self) {
    $self->secrets(['stamp']);
    push @{ $self->renderer->classes }, __PACKAGE__;

    $self->hook(after_dispatch => sub ($c) {
        $c->app->tally->count($c->app->clock, $c->res->code, $c->stash('kind') // 'page');
    });

    my $r = $self->routes;
    for my $kind (qw(open click cancel)) {
        $r->get("/$kind/:issue" => [ issue => qr/\d+/ ])->to(cb => sub ($c) {
            $c->app->tally->issue($c->param('issue'), $kind);
            $c->render(template => 'done', kind => $kind);
        }, kind => $kind);
    }
    $r->get('/issue/:issue' => [ issue => qr/\d+/ ])->to(cb => sub ($c) {
        $c->render(template => 'issue', row => $c->app->tally->of($c->param('issue')));
    });
    $r->get('/top')->to(cb => sub ($c) { $c->render(template => 'top', top => $c->app->tally->top(5)) });
    $r->get('/report')->to(cb => sub ($c) { $c->render(template => 'report', tally => $c->app->tally, format => 'txt') });
}

1;

__DATA__

@@ done.html.ep
<p>Thank you (<%= $kind %>).</p>

@@ issue.html.ep
% for my $k (sort keys %$row) {
<li><%= $k %>: <%= $row->{$k} %></li>
% }

@@ top.html.ep
<ol>
% for my $t (@$top) {
<li>Issue <%= $t->[0] %>, <%= $t->[1] %> clicks</li>
% }
</ol>

@@ report.txt.ep
% for my $code (sort keys %{ $tally->by_status }) {
<%= $code %>: <%= $tally->by_status->{$code} %>
% }
