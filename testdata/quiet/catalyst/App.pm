package App;

# A shop by Catalyst and DBIx::Class over SQLite in memory, asked by Plack::Test.
use strict;
use warnings;
use Cwd 'abs_path';
use File::Basename 'dirname';
use HTTP::Request::Common qw(GET POST);
use Plack::Test;
use lib dirname(abs_path(__FILE__)) . '/lib';

BEGIN { $ENV{CATALYST_HOME} = dirname(abs_path(__FILE__)) }
use Shop;

my $schema = Shop->model('DB')->schema;
$schema->storage->dbh_do(sub {
    my (undef, $dbh) = @_;
    $dbh->do('create table article (id integer primary key, name text, price real, stock integer)');
    $dbh->do('create table orders (id integer primary key, customer text, placed integer)');
    $dbh->do('create table item (id integer primary key, orders integer references orders(id), article integer references article(id), count integer)');
});
$schema->resultset('Article')->populate([ [qw(name price stock)], map { [ "article $_", $_ * 1.25, 10_000 ] } 1 .. 100 ]);

my $test = Plack::Test->create(Shop->psgi_app);

sub steps { return 3, 16, 16 }

sub work {
    my ($class, $n) = @_;
    $test->request(GET '/');
    $test->request(GET '/article/' . ($n * 7 % 130));
    $test->request(POST '/order', { customer => "customer $n", map { ("article_$_" => 1 + $n % 3) } $n % 90 + 1 .. $n % 90 + 4 });
    $test->request(POST '/order', { customer => '' }) if $n % 4 == 0;
    $test->request(GET '/broken') if $n % 6 == 0;
    $test->request(GET '/orders?page=' . (1 + $n % 3));
    return;
}

1;
