package App;
use strict; use warnings;
sub seq { my @p = @_; return sub { my $in = shift; $_->($in) or return for @p; return 1 } }
sub alt { my @p = @_; return sub { my $in = shift; for (@p) { return 1 if $_->($in) } return } }
sub lit { my $c = shift; return sub { my $in = shift; return $$in =~ s/^\Q$c\E// } }
sub parser {
    my $value;
    my $list = seq(lit('['), sub { $value->(@_) }, lit(']'));
    $value = alt(lit('x'), $list);
    return $value;
}
sub work { my ($class, $n) = @_; my $text = '[[x]]'; parser()->(\$text) or die; return }
1;
