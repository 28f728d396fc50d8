package PartnerApi;
use Dancer2;
use PartnerApi::Partners;
use PartnerApi::Bucket;

set serializer => 'JSON';
set logger     => 'null';

my %buckets;

hook before => sub {
    my $key = request->header('X-Partner') // '';
    my $partner = PartnerApi::Partners->get($key);
    send_error('unknown partner', 401) unless $partner;
    my ($area) = request->path =~ m{^/(\w+)};
    my $b = $buckets{$key} //= {
        map { ($_ => PartnerApi::Bucket->new(rate => $partner->{rate}, area => $_)) } qw(stock price order label track invoice)
    };
    send_error('slow down', 429) unless $b->{$area}->take;
};

get '/stock' => sub { return { item => query_parameters->get('item'), left => 7 } };
get '/price' => sub { return { item => query_parameters->get('item'), cents => 100 + query_parameters->get('item') } };
get '/order' => sub { return { accepted => 1 } };
get '/track' => sub { return { parcel => query_parameters->get('item'), at => 'depot' } };
get '/invoice' => sub { return { sum => 3 * query_parameters->get('item') } };
get '/label' => sub { return { label => 'L' . query_parameters->get('item') } };

1;
