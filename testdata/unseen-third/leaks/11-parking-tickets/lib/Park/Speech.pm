package Park::Speech;
use strict;
use warnings;
use utf8;
use parent 'Locale::Maketext';

our %Lexicon = (_AUTO => 1);

# one handle for each language is enough
my %handle;

sub in {
    my ($class, $language) = @_;
    return $handle{$language} ||= $class->get_handle($language) || die "no $language";
}

package Park::Speech::en;
our @ISA     = 'Park::Speech';
our %Lexicon = (_AUTO => 1);

package Park::Speech::de;
our @ISA     = 'Park::Speech';
our %Lexicon = (
    'Welcome'                  => 'Willkommen',
    'Drive carefully'          => 'Gute Fahrt',
    'Please pay [_1] euro'     => 'Bitte zahlen Sie [_1] Euro',
    'Please pay at the office' => 'Bitte zahlen Sie im Büro',
);

package Park::Speech::fr;
our @ISA     = 'Park::Speech';
our %Lexicon = (
    'Welcome'                  => 'Bienvenue',
    'Drive carefully'          => 'Bonne route',
    'Please pay [_1] euro'     => 'Veuillez payer [_1] euros',
    'Please pay at the office' => 'Veuillez payer au bureau',
);

1;
