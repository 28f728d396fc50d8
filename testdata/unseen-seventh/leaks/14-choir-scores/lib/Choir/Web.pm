package Choir::Web;
use Dancer2;
use Choir::Library;
use Choir::Notes;

set logger       => 'Null';
set show_errors  => 0;
set content_type => 'text/plain';

my $library = Choir::Library->new(pieces => 25, copies => 40);
my $notes   = Choir::Notes->new(keep => 20);

sub library { return $library }

get '/pieces' => sub {
    return join "\n", map { $_->{title} } $library->pieces;
};

get '/piece/:id' => sub {
    my $piece = $library->piece(route_parameters->get('id')) or send_error('no such piece', 404);
    return "$piece->{title}: $piece->{left} copies";
};

post '/lend/:id' => sub {
    my $id    = route_parameters->get('id');
    my $voice = body_parameters->get('voice') // 'alto';
    my $piece = $library->lend($id) or send_error('none left', 409);
    hook after => sub {
        my ($response) = @_;
        return unless request->path eq "/lend/$id";
        $response->header('X-Copies-Left' => $piece->{left});
        $notes->add("$piece->{title} lent to $voice");
    };
    return "take $piece->{title}";
};

post '/return/:id' => sub {
    my $piece = $library->give_back(route_parameters->get('id'));
    $notes->add("$piece->{title} is back") if $piece;
    return $piece ? 'thank you' : 'it was not lent';
};

1;
