package Shop::Controller::Root;
use Moose;
BEGIN { extends 'Catalyst::Controller' }

__PACKAGE__->config(namespace => '');

sub index : Path : Args(0) {
    my ($self, $c) = @_;
    $c->stash(template => 'index.tt', articles => [ $c->model('DB::Article')->search({}, { rows => 20, order_by => 'name' }) ]);
}

sub article : Local : Args(1) {
    my ($self, $c, $id) = @_;
    my $article = $c->model('DB::Article')->find($id) or $c->detach('missing');
    $c->stash(template => 'article.tt', article => $article);
}

sub order : Local : Args(0) {
    my ($self, $c) = @_;
    my $asked = $c->request->body_parameters;
    unless ($asked->{customer}) {
        $c->response->status(400);
        $c->response->body('who orders?');
        return;
    }
    my $schema = $c->model('DB')->schema;
    $schema->txn_do(sub {
        my $order = $schema->resultset('Order')->create({ customer => $asked->{customer}, placed => time });
        for my $name (grep { /^article_/ } keys %$asked) {
            my $article = $schema->resultset('Article')->find($name =~ s/^article_//r) or next;
            $order->create_related(items => { article => $article->id, count => $asked->{$name} });
            $article->update({ stock => $article->stock - $asked->{$name} });
        }
        $c->stash(order => $order);
    });
    $c->response->redirect($c->uri_for('/orders'));
}

sub orders : Local : Args(0) {
    my ($self, $c) = @_;
    my $page = $c->request->query_parameters->{page} // 1;
    $c->stash(template => 'orders.tt', orders => [ $c->model('DB::Order')->search({}, { rows => 5, page => $page, order_by => { -desc => 'id' } }) ]);
}

sub broken : Local { die 'the back end is away' }

sub missing : Private {
    my ($self, $c) = @_;
    $c->response->status(404);
    $c->response->body('no such page');
}

sub default : Path { $_[1]->detach('missing') }

sub end : ActionClass('RenderView') {
    my ($self, $c) = @_;
    return unless @{ $c->error };
    $c->response->status(500);
    $c->response->body('sorry');
    $c->clear_errors;
}

1;
