package App::L10N;
use parent 'Locale::Maketext';
our %Lexicon = (_AUTO => 1);
package App::L10N::en;
our @ISA = 'App::L10N';
our %Lexicon = (_AUTO => 1);
package App;
use strict; use warnings;
my $handle = App::L10N->get_handle('en');
sub greet {
    my ($name) = @_;
    return $handle->maketext("Hello, $name");
}
sub work { my ($class, $n) = @_; greet("guest number $n"); return }
1;
