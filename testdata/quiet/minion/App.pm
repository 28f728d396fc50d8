package App;

# A queue of jobs by Minion over SQLite in a temporary file, in an application
# by Mojolicious: jobs with parents and notes, some fail and are tried again,
# old ones are removed; a page tells how it stands.
use Mojolicious::Lite -signatures;
use Mojo::SQLite;
use Test::Mojo;

my $sql = Mojo::SQLite->new('sqlite::temp:');
app->log->level('fatal');
app->secrets(['quiet']);
plugin Minion => { SQLite => $sql };
app->minion->missing_after(10)->remove_after(60);

my %done;
app->minion->add_task(mail => sub ($job, $to, @) { $done{mail}++; $job->note(to => $to); $job->finish("sent to $to") });
app->minion->add_task(thumb => sub ($job, $n) {
    die "no picture $n\n" if $n % 7 == 0 && $job->retries < 1;
    $done{thumb}++;
    $job->finish({ size => $n });
});

post '/order' => sub ($c) {
    my $n     = $c->param('n');
    my $first = $c->minion->enqueue(thumb => [$n] => { attempts => 2, priority => $n % 3 });
    my $id    = $c->minion->enqueue(mail => [ "customer$n\@shop.example", 'x' x 50 ] => { parents => [$first], lax => 1 });
    $c->render(json => { id => $id }, status => 202);
};
get '/job/<id:num>' => sub ($c) {
    my $job = $c->minion->job($c->param('id')) or return $c->reply->not_found;
    $c->render(json => { state => $job->info->{state}, result => $job->info->{result} });
};
get '/status' => sub ($c) { $c->render(json => $c->minion->stats) };

my $t      = Test::Mojo->new(app);
my $worker = app->minion->worker->register;

sub steps { return 5, 25, 25 }

sub work ($class, $n) {
    my $ua = $t->ua;
    my $id = $ua->post('/order', form => { n => $n })->result->json->{id};
    while (my $job = $worker->dequeue(0)) {
        if (defined(my $error = $job->execute)) { $job->fail($error) }
    }
    $ua->get("/job/$id");
    $ua->get('/job/999999') if $n % 4 == 0;
    $ua->get('/status');
    app->minion->repair if $n % 10 == 0;
    return;
}

1;
