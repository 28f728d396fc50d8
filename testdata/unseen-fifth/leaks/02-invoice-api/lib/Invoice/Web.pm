package Invoice::Web;
use strict;
use warnings;
use Dancer2 appname => 'Invoice';
use Invoice::Book;

set serializer => 'JSON';
set log        => 'error';

my $book = Invoice::Book->new(keep => 50);

hook before => sub { var started => time };

hook after => sub {
    my ($response) = @_;
    $response->header('X-Took' => time - var('started'));
};

get '/customer/:id' => sub {
    my $id = route_parameters->get('id');
    return $book->customer($id);
};

post '/invoice' => sub {
    my $invoice = $book->add(body_parameters->get('customer'), body_parameters->get('net'));
    status 201;
    announce($invoice);
    return { number => $invoice->{number}, gross => $invoice->{gross} };
};

# tell the bookkeeping when the answer is on its way
sub announce {
    my ($invoice) = @_;
    my $sent;
    hook after => sub {
        my ($response) = @_;
        return if $sent++;
        $response->header('X-Invoice' => $invoice->{number});
        $book->announced($invoice);
    };
    return;
}

1;
