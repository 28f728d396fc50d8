package Timetable;
use Dancer2;
use Timetable::Lines;

set session      => 'Simple';
set logger       => 'Null';
set show_errors  => 0;
set startup_info => 0;

my $lines = Timetable::Lines->new;

hook before => sub {
    session visits => (session('visits') // 0) + 1;
    session language => request->header('Accept-Language') || 'en' unless session('language');
};

get '/' => sub { content_type 'text/plain'; return 'lines: ' . join ', ', $lines->names };

get '/health' => sub { return 'ok' };

get '/next/:line/:stop' => sub {
    my $dep = $lines->next_departure(route_parameters->get('line'), route_parameters->get('stop'), query_parameters->get('at') // 0);
    send_error('no such stop', 404) unless $dep;
    session last => route_parameters->get('line');
    content_type 'text/plain';
    return sprintf '%02d:%02d', int($dep / 60), $dep % 60;
};

1;
