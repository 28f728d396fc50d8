package Rail::Browser;
use strict;
use warnings;
use parent 'LWP::UserAgent';
use HTTP::Request;

sub new {
    my ($class, %arg) = @_;
    my $site  = delete $arg{site};
    my $depth = delete $arg{stack_depth};
    my $self  = $class->SUPER::new(agent => 'railwatch/0.3', %arg);
    $self->{site}        = $site;
    $self->{stack_depth} = $depth;
    $self->{history}     = [];
    return $self;
}

# the pages come from a site in this process
sub send_request {
    my ($self, $request) = @_;
    my $response = $self->{site}->answer($request);
    $response->request($request);
    return $response;
}

sub visit {
    my ($self, $url) = @_;
    $self->_keep($self->{page}) if $self->{page};
    $self->{page} = $self->get($url);
    return $self->{page};
}

sub _keep {
    my ($self, $page) = @_;
    my $history = $self->{history};
    push @$history, $page;
    shift @$history while defined $self->{stack_depth} && @$history > $self->{stack_depth};
    return;
}

sub back {
    my $self = shift;
    $self->{page} = pop @{ $self->{history} } if @{ $self->{history} };
    return $self->{page};
}

sub links { return $_[0]{page}->decoded_content =~ /href="([^"]+)"/g }

1;
