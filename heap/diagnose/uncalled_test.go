package diagnose

import "testing"

// TestUncalled: a sub that nothing mentions takes nothing out; one that may be called by
// its name in a string, or by a name that is put together, may.
func TestUncalled(t *testing.T) {
	const sub = "sub drop_old { delete $h{$_} for grep { $h{$_} < 9 } keys %h }\n"
	for code, want := range map[string]bool{
		"":                                false,
		"drop_old();":                     true,
		"sub tick { $_[0]->drop_old }":    true,
		"later(60, \\&drop_old);":         true,
		"$kernel->delay('drop_old', 60);": true,
		"my %states = map { $_ => 1 } qw(drop_old);": true,
		"my $m = \"drop_$what\"; $self->$m;":         true,
		"my $m = 'drop_' . $what; $self->$m;":        true,
		"my $m = sprintf 'drop_%s', $what;":          true,
		"# drop_old is called later":                 false,
		"sub drop_older { 1 } drop_older();":         false,
	} {
		x := textOf(sub + code)
		src := finderIn(t, x).src
		x.uncalled = func(t *text, sub int) bool { return !src.mentions(baseName(t.coded.Subs[sub].Name)) }
		if got := x.sweeps("h", -1) != ""; got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// TestCalledByName: what an object system or a role may call is not said to be uncalled.
func TestCalledByName(t *testing.T) {
	for name, want := range map[string]bool{"import": true, "_build_list": true, "_trigger_size": true, "build_list": false, "drop_old": false} {
		if got := calledByName(name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
	for code, want := range map[string]bool{
		"package A; use Moo; with 'Role';":             true,
		"package A; use Moo; package B; with 'Role';":  false,
		"package A; use Moo; $self->with('something')": false,
	} {
		if got := textOf(code).hasRoles("A"); got != want {
			t.Errorf("%q: %t", code, got)
		}
	}
}
