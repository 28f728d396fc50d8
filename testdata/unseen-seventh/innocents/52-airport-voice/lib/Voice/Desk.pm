package Voice::Desk;
use strict;
use warnings;
use Voice::Lexicon;

sub new { my ($class, %args) = @_; return bless {made => 0, log => [], %args}, $class }

sub announce {
    my ($self, $flight) = @_;
    my @texts;
    for my $language ($self->{house}, $flight->{language}) {
        my $lexicon = Voice::Lexicon->for_language($language);
        my $event   = $flight->{event};
        push @texts, $lexicon->$event(@$flight{qw(number gate minutes)});
    }
    $self->{made}++;
    push @{$self->{log}}, join ' / ', @texts;
    shift @{$self->{log}} while @{$self->{log}} > $self->{log_size};
    return @texts;
}

sub made      { $_[0]{made} }
sub last      { $_[0]{log}[-1] }
sub languages { my @l = Voice::Lexicon->prepared; return @l }

1;
