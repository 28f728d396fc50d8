package Watch::Monitor;
use strict;
use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, alarms => [], state => {}, checks => 0, reloads => 0}, $class;
}

sub use_config {
    my ($self, $config) = @_;
    $self->{config} = $config;
    $self->{reloads}++;
    my %known = map { map { $_->title => 1 } $_->services } $config->hosts;
    delete $self->{state}{$_} for grep { !$known{$_} } keys %{ $self->{state} };
    return;
}

sub check_all {
    my $self = shift;
    for my $host ($self->{config}->hosts) {
        for my $service ($host->services) {
            $self->{checks}++;
            my $value = rand 100;
            my $state = $value > $service->{warn} ? 'warning' : 'ok';
            my $title = $service->title;
            my $old   = $self->{state}{$title} // 'ok';
            $self->{state}{$title} = $state;
            $self->alarm("$title is $state") if $state ne $old;
        }
    }
    return;
}

sub alarm {
    my ($self, $text) = @_;
    push @{ $self->{alarms} }, $text;
    shift @{ $self->{alarms} } while @{ $self->{alarms} } > $self->{history};
    return;
}

sub text {
    my $self = shift;
    return sprintf '%d reloads, %d checks, %d hosts, %d states', @$self{qw(reloads checks)}, scalar(my @h = $self->{config}->hosts), scalar keys %{ $self->{state} };
}

1;
