package Translate::Engine;
use strict;
use warnings;

my %dict = (
    Check => 'pruefen', Replace => 'ersetzen', Clean => 'reinigen', Tighten => 'anziehen', Lubricate => 'schmieren',
    pump => 'Pumpe', valve => 'Ventil', filter => 'Filter', motor => 'Motor', belt => 'Riemen', shaft => 'Welle',
    of => 'von', unit => 'Einheit', the => '',
);

sub new { my ($class, $tm) = @_; return bless { tm => $tm, fresh => 0, known => 0 }, $class }

sub translate {
    my ($self, $segment) = @_;
    if (my $t = $self->{tm}{$segment}) {
        $self->{known}++;
        return $t;
    }
    $self->{fresh}++;
    my @w = map { $dict{$_} // $_ } split ' ', $segment;
    push @w, shift @w;
    return $self->{tm}{$segment} = { source => $segment, target => join(' ', grep length, @w), score => 80 + int rand 20, by => 'engine' };
}

sub counts { @{ $_[0] }{qw(fresh known)} }

1;
