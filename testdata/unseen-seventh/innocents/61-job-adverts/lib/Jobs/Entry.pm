package Jobs::Entry;
use strict;
use warnings;

sub new { my ($class, $advert) = @_; return bless {%$advert, hits => {}}, $class }

sub id { $_[0]{id} }
sub words_of_text { my ($self) = @_; return split ' ', lc $self->{text} }

sub join_hit   { my ($self, $word, $hit) = @_; $self->{hits}{$word} = $hit; return }
sub hit_words  { return sort keys %{$_[0]{hits}} }
sub leave_hits { my ($self) = @_; %{$self->{hits}} = (); return }

1;
