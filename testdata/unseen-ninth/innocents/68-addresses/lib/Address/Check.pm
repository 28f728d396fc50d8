package Address::Check;
use strict;
use warnings;
use Log::Log4perl qw(get_logger);
use Address::Regions;

my %CATEGORY = map { $_ => "Address.Check.$_" } qw(zip town street);

sub new { my ($class) = @_; return bless { regions => Address::Regions->new, verdict => {} }, $class }

sub check {
    my ($self, $a) = @_;
    my $what = $self->_judge($a);
    $self->{verdict}{$what}++;
    get_logger($CATEGORY{$what})->info("$a->{zip} $a->{town}, $a->{street}") if $CATEGORY{$what};
    return $what eq 'ok';
}

sub _judge {
    my ($self, $a) = @_;
    return 'zip' unless $a->{zip} =~ /^\d{5}$/;
    my $town = $self->{regions}->town($a->{zip}) or return 'zip';
    return 'town' unless $town->{name} eq $a->{town};
    return 'street' unless grep { $_ eq $a->{street} } @{ $town->{streets} };
    return 'ok';
}

1;
