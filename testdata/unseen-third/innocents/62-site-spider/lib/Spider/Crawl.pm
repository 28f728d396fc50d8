package Spider::Crawl;
use Mojo::Base -base, -signatures;
use feature 'current_sub';
use Mojo::Promise;

# One round over the site. The sub that visits a page calls itself for what
# comes next, but by way of __SUB__, not of a variable.

has site    => undef;
has workers => 3;
has queue   => sub { ['/page/0'] };
has seen    => sub { {'/page/0' => 1} };
has titles  => sub { {} };

sub run_p ($self) {
    my $visit = sub {
        my $path = shift @{ $self->queue } // return Mojo::Promise->resolve;
        my $again = __SUB__;
        return $self->site->get_p($path)->then(sub ($dom) {
            $self->titles->{$path} = $dom->at('title')->text;
            for my $href ($dom->find('a[href]')->map(attr => 'href')->each) {
                push @{ $self->queue }, $href unless $self->seen->{$href}++;
            }
            return $again->();
        });
    };
    return $visit->()->then(sub {
        return Mojo::Promise->all(map { $visit->() } 1 .. $self->workers);
    })->then(sub { return scalar keys %{ $self->titles } });
}

1;
