package Office;
use strict;
use warnings;
use Plack::App::URLMap;

sub new {
    my ($class, %arg) = @_;
    my $self = bless {title => 'Paper', front => [], drafts => {}, %arg}, $class;
    $self->{map} = Plack::App::URLMap->new;
    $self->{map}->map('/' => sub { $self->front_page(@_) });
    return $self;
}

sub call {
    my ($self, $env) = @_;
    return $self->{map}->call($env);
}

# Makes the draft visible under an address of its own
sub preview {
    my ($self, $draft) = @_;
    my $path = '/preview/' . $draft->number;
    $self->{drafts}{ $draft->number } = $draft;
    $self->{map}->map($path => sub {
        my $env = shift;
        return [200, ['Content-Type' => 'text/plain'], [$draft->render]];
    });
    $self->{map}->prepare_app;
    return $path;
}

# The draft becomes an article; the front page shows the last ten
sub publish {
    my ($self, $draft) = @_;
    delete $self->{drafts}{ $draft->number };
    unshift @{ $self->{front} }, $draft->headline;
    splice @{ $self->{front} }, 10;
}

sub front_page {
    my ($self, $env) = @_;
    my $text = join "\n", $self->{title}, @{ $self->{front} };
    return [200, ['Content-Type' => 'text/plain'], [$text]];
}

1;
