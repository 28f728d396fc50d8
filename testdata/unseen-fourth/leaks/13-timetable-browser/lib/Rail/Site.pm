package Rail::Site;
use strict;
use warnings;
use HTTP::Response;

sub new { return bless {next => 100}, shift }

sub answer {
    my ($self, $request) = @_;
    my $path = $request->uri->path;
    my $html = '<html><body>';
    if ($path =~ m{^/board/(\w+)}) {
        $html .= "<h1>$1</h1><table>";
        for (1 .. 6) {
            my $train = 'RE' . (10 + int rand 80);
            my $late  = rand() < 0.2 ? int rand 30 : 0;
            $html .= sprintf '<tr><td><a href="/train/%s">%s</a></td><td>+%d</td></tr>', $train, $train, $late;
        }
        $html .= '</table>';
    }
    else {
        $html .= "<h1>$path</h1><p>calls at " . join(', ', map { 'stop ' . int rand 40 } 1 .. 8) . '</p>';
    }
    return HTTP::Response->new(200, 'OK', ['Content-Type' => 'text/html; charset=utf-8', Date => scalar localtime], "$html</body></html>");
}

1;
