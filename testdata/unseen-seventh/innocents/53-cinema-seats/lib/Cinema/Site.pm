package Cinema::Site;
use strict;
use warnings;
use Plack::Request;

sub new { my ($class, %args) = @_; return bless {asked => {}, %args}, $class }

sub answer {
    my ($self, $env) = @_;
    my $request = Plack::Request->new($env);
    my $session = $env->{'cinema.session'};
    my ($what)  = $request->path_info =~ m{^/(\w+)};
    $self->{asked}{$what}++;
    return $self->_choose($request, $session) if $what eq 'choose';
    return $self->_seats($session) if $what eq 'seats';
    return $self->_text("tonight: film no. " . (1 + $session->{clicks} % 5));
}

sub _choose {
    my ($self, $request, $session) = @_;
    my ($row, $seat) = map { $request->query_parameters->get($_) } qw(row seat);
    return [400, ['Content-Type' => 'text/plain'], ['there is no such seat']] if $row > $self->{rows} || $seat > $self->{seats};
    my $chosen = $session->{chosen};
    push @$chosen, {row => $row, seat => $seat, price => 8 + $row / 4};
    shift @$chosen while @$chosen > 6;
    return $self->_text("chosen: row $row seat $seat");
}

sub _seats {
    my ($self, $session) = @_;
    return $self->_text(join "\n", map {"row $_->{row} seat $_->{seat}"} @{$session->{chosen}});
}

sub _text { my ($self, $text) = @_; return [200, ['Content-Type' => 'text/plain'], [$text]] }

1;
