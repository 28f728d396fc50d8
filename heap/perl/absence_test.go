package perl

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestAbsences(t *testing.T) {
	for text, want := range map[string][]string{
		`sub f { return if $seen{$k}++; one(); }`:                         {"%seen{*}: one();"},
		`sub f { return $v if defined $x->{v}{$k}; one(); }`:              {"$x{v}{*}: one();"},
		`if (exists $h{$k}) { zero(); return 1 } one();`:                  {"%h{*}: one();"},
		`unless (exists $h{$k}) { one(); }`:                               {"%h{*}: { one();"},
		`if ($h{$k}) { zero(); } else { one(); }`:                         {"%h{*}: { one();"},
		`$h{$k} //= one($k);`:                                             {"%h{*}: one($k)"},
		`my $v = $h{$k} || one();`:                                        {"%h{*}: one()"},
		`one() if !$a{$k} and not $b{$k};`:                                {"%a{*}: one()", "%b{*}: one()", "%a{*}: not $b{$k"},
		`unless (my $v = $h{$k}) { one(); }`:                              {"%h{*}: { one();"},
		`my $v = shift(@free) || one();`:                                  {"@free: one()"},
		`my $v = pop @{ $x->{free} } // one();`:                           {"$x{free}: one()"},
		`my $v = @free ? pop @free : one();`:                              {"@free: one()"},
		`$h{$k} ? zero() : one();`:                                        {"%h{*}: one()"},
		`zero() if $h{$k}; two();`:                                        nil,
		`sub f { return if $a{$k} && $b{$k}; two(); }`:                    nil,
		`while ($h{$k}) { zero(); }`:                                      nil,
		`if ($a{$k}) { if ($b) { return } two(); } three();`:              {"$b: two()"},
		`sub f { return unless $h{$k}; two(); }`:                          {"%h{*}: return"},
		`sub f { my ($s, $k) = @_; $s->{d}{$k} ||= do { one($k) }; two }`: {"$s{d}{*}: do { one($k) }"},
	} {
		var got []string
		for _, a := range RecordOf([]byte(text), Scan([]byte(text))).Absences {
			got = append(got, fmt.Sprintf("%s: %s", a.Term, strings.Trim(text[a.From:a.To], "; }")))
		}
		for i := range want {
			want[i] = strings.Trim(want[i], "; }")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n\tgave %q\n\twant %q", text, got, want)
		}
	}
}
