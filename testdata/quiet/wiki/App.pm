package App::Wiki;

# A wiki by Plack, Text::Markdown and CHI: pages are written as Markdown, shown,
# cached in memory up to a size, and listed; middleware counts, compresses,
# guards and catches errors.
use strict;
use warnings;
use CHI;
use Plack::Builder;
use Plack::Request;
use Text::Markdown;

my $markdown = Text::Markdown->new;
my $cache    = CHI->new(driver => 'RawMemory', datastore => {}, max_size => 60_000);
my (%page, %hits);

sub app {
    return builder {
        enable 'ContentLength';
        enable 'StackTrace', no_print_errors => 1;
        enable 'Runtime';
        enable_if { $_[0]{PATH_INFO} =~ m{^/edit/} } 'Auth::Basic', authenticator => sub { $_[1] eq 'open' };
        enable sub {
            my $app = shift;
            return sub { my $env = shift; $hits{ $env->{REQUEST_METHOD} }++; return $app->($env) };
        };
        mount '/edit' => \&edit;
        mount '/raw'  => sub { my $text = $page{ name(shift) }; return [ $text ? 200 : 404, [ 'Content-Type' => 'text/plain' ], [ $text // 'none' ] ] };
        mount '/slow' => sub {
            return sub {
                my $writer = $_[0]->([ 200, [ 'Content-Type' => 'text/plain' ] ]);
                $writer->write("part $_\n") for 1 .. 5;
                $writer->close;
            };
        };
        mount '/' => \&show;
    };
}

sub name { return $_[0]{PATH_INFO} =~ s{^/}{}r }

sub show {
    my ($env) = @_;
    my $name = name($env);
    return Plack::Request->new($env)->new_response(404, [], "no page $name")->finalize unless exists $page{$name};
    my $html = $cache->compute($name, '1 hour', sub { $markdown->markdown($page{$name}) });
    return [ 200, [ 'Content-Type' => 'text/html' ], ["<html><body>$html</body></html>"] ];
}

sub edit {
    my ($env)   = @_;
    my $request = Plack::Request->new($env);
    my $name    = name($env);
    die "may not be written\n" if $name eq 'fixed';
    $page{$name} = $request->parameters->{text};
    $cache->remove($name);
    return $request->new_response(303, [ Location => "/$name" ])->finalize;
}

package App;
use strict;
use warnings;
use HTTP::Request::Common qw(GET POST);
use Plack::Test;

my $wiki = Plack::Test->create(App::Wiki->app);

sub steps { return 15, 100, 100 }

sub work {
    my ($class, $n) = @_;
    my $name = 'page' . $n * 7 % 60;
    my $text = "# Page $n\n\n" . join '', map { "* item $_ of [page$_](/page$_) with *stress* and `code $n`\n" } 1 .. 8;
    my $edit = POST "/edit/$name", { text => "$text\n> said $n\n\n\tverbatim $n\n" };
    $edit->authorization_basic('me', 'open');
    $wiki->request($edit);
    $wiki->request(GET "/$name");
    $wiki->request(GET '/page' . ($n * 5 + $_) % 80) for 1 .. 3;
    $wiki->request(GET "/raw/$name");
    $wiki->request(GET '/slow');
    $wiki->request(POST "/edit/$name", { text => 'refused' }) if $n % 6 == 0;
    if ($n % 9 == 0) {
        my $fixed = POST '/edit/fixed', { text => 'x' };
        $fixed->authorization_basic('me', 'open');
        $wiki->request($fixed);
    }
    return;
}

1;
