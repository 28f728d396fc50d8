package align

import (
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
)

// lineOfMark returns the line of text that holds mark.
func lineOfMark(t *testing.T, text, mark string) perl.Line {
	t.Helper()
	i := strings.Index(text, mark)
	if i < 0 {
		t.Fatalf("no %q in the text", mark)
	}
	return perl.Line(1 + strings.Count(text[:i], "\n"))
}

const pickText = `package My::App;
sub connect {
  my ($self, $url) = @_;
  $self->on(error => sub {
    delete $self->{con};
    $self->retry(
      sub { $url = undef; $self->connect($url) }, sub { $self->stop }, # two
    );
  });
  return; # behind
}
sub nested {
  foo(sub {
    1; # first of inner
  }, 2); # first of nested
}
my %h = (a => sub { 1 }, b => sub { 'two' }, c => sub { my $v = shift; sub { $v->go } }); # table
my @l = (sub { a(b(c('seven'))) }, sub { }); # words
`

func TestPick(t *testing.T) {
	f := perl.Scan([]byte(pickText))
	tests := []struct {
		name, mark string
		trait      Trait
		want       string // literal behind "sub" of the sub that is meant
		ambiguous  bool
	}{
		{"by pad", "# two", Trait{Pad: []string{"$self", "$url"}}, "{ $url", false},
		{"by what the pad lacks", "# two", Trait{Pad: []string{"$self"}}, "{ $self->stop", false},
		{"nothing known", "# two", Trait{}, "{ $self->stop", true},
		{"by constant", "# table", Trait{Pad: []string{}, Constants: []string{"two"}}, "{ 'two'", false},
		{"by other constant", "# table", Trait{Pad: []string{}, Constants: []string{"1"}}, "{ 1", false},
		{"by a constant among many words", "# words", Trait{Pad: []string{}, Constants: []string{"seven"}}, "{ a(b(", false},
		{"declared", "# table", Trait{Pad: []string{"$v"}, Captured: []string{}}, "{ my $v", false},
		{"captured", "# table", Trait{Pad: []string{"$v"}, Captured: []string{"$v"}}, "{ $v", false},
		{"by name", "first of nested", Trait{Name: "nested", Pad: []string{}}, "nested", false},
		{"anonymous sub with a name", "first of inner", Trait{Name: "handler", Pad: []string{}}, "{\n    1;", false},
	}
	for _, tt := range tests {
		got, ambiguous := Pick(f, f.Locate(perl.Location{Line: lineOfMark(t, pickText, tt.mark)}), tt.trait)
		if got < 0 {
			t.Errorf("%s: none", tt.name)
			continue
		}
		text := strings.TrimSpace(strings.TrimPrefix(pickText[f.Subs[got].Start:], "sub"))
		if !strings.HasPrefix(text, tt.want) || ambiguous != tt.ambiguous {
			t.Errorf("%s: got %.20q ambiguous %v, want %q ambiguous %v", tt.name, text, ambiguous, tt.want, tt.ambiguous)
		}
	}
	if got, _ := Pick(f, f.Locate(perl.Location{Line: lineOfMark(t, pickText, "# behind")}), Trait{Name: "other"}); got >= 0 {
		t.Errorf("a named sub stands for one of another name: %q", f.Subs[got].Name)
	}
	if got, _ := Pick(f, nil, Trait{}); got != -1 {
		t.Errorf("no candidates: got %d", got)
	}
}

// TestPadNames: a sub's pad has what subs inside it capture through it, and
// what blocks that may be no subs declare; not what subs inside it declare.
