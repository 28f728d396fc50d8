package perl

import (
	"slices"
	"strings"
	"testing"
)

func TestKeysOfATextAreItsConstants(t *testing.T) {
	text := strings.Join([]string{
		`my %h = (bare => 1, 'quoted key' => 2, "double" => 3, -dash => 4);`,
		`$self->{events}{ error }{'an other'} = $h{"third"};`,
		`push @{ $self->{"user:$id"} }, $h{$session}, $h{"x@y"}, $h{lc $name}, $h{'it\'s'};`,
		`has colour => (is => 'rw'); has 'size'; has [qw(width height)];`,
		`my $list = { $variable => 1, %other => 2 }; field $count = 0;`,
		`print "secret value", 'another secret';`,
		`# comment => 1`,
		``,
		`=head1 POD => 2`,
		``,
		`    $in{pod} = 1;`,
		``,
		`=cut`,
		``,
		`$h{zur` + "\xfc" + `ck} = 1;`,
		`__END__`,
		`data => 1`,
	}, "\n")
	var got []string
	Keys([]byte(text), func(key string) { got = append(got, key) })
	for _, want := range []string{"bare", "quoted key", "double", "-dash", "events", "error", "an other", "third", "colour", "is", "size", "width", "height", "zurück", "$count"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, key := range []string{"user:$id", "x@y", "variable", "other", "session", "secret value", "another secret", "comment", "POD", "pod", "data", "name", "it\\'s"} {
		if slices.Contains(got, key) {
			t.Errorf("%q is taken for a constant key", key)
		}
	}
}
