package Voice::Lexicon;
use strict;
use warnings;

my %WORDS = (
    boarding     => 'flight %s is boarding at gate %s',
    delayed      => 'flight %s at gate %s is late by %d minutes',
    last_call    => 'last call for flight %s, gate %s',
    gate_changed => 'flight %s now leaves from gate %s',
    cancelled    => 'flight %s from gate %s does not leave today',
);
my %prepared;

sub for_language {
    my ($class, $language) = @_;
    return $prepared{$language} //= $class->_prepare($language);
}

sub _prepare {
    my ($class, $language) = @_;
    my $package = __PACKAGE__ . '::' . ucfirst $language;
    no strict 'refs';
    @{"${package}::ISA"} = (__PACKAGE__);
    my %lexicon;
    for my $event (keys %WORDS) {
        my $phrase = $class->_translate($language, $WORDS{$event});
        $lexicon{$event} = $phrase;
        *{"${package}::$event"} = sub { my ($self, @values) = @_; no warnings 'redundant'; return sprintf $phrase, @values };
    }
    %{"${package}::Lexicon"} = (%lexicon, map { ("number_$_" => $class->_translate($language, "number $_")) } 1 .. 60);
    return $package;
}

sub _translate {
    my ($class, $language, $text) = @_;
    $text =~ s/(?<!%)\b([a-z]{3,})\b/$language . reverse $1/ge;
    return $text;
}

sub prepared { return sort keys %prepared }

1;
