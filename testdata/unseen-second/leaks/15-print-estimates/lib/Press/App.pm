package Press::App;
use Mojo::Base 'Mojolicious', -signatures;
use Press::Paper;

sub startup ($self) {
    $self->mode('production');
    $self->log->level('fatal');
    $self->secrets(['only for the test']);
    $self->helper(papers => sub { state $papers = Press::Paper->new });
    $self->helper(recent => sub ($c, @add) {
        state $recent = [];
        push @$recent, @add;
        shift @$recent while @$recent > 25;
        return $recent;
    });
    my $r = $self->routes;
    $r->namespaces(['Press::Controller']);
    $r->get('/paper')->to('estimate#papers');
    $r->get('/paper/:id' => [id => qr/\d+/])->to('estimate#paper');
    $r->post('/estimate')->to('estimate#estimate');
    return;
}

1;
