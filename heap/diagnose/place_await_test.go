package diagnose

import "testing"

// TestAwaits: only a loop of which the text says that it has no end is known to wait
// for ever.
func TestAwaits(t *testing.T) {
	for code, want := range map[string][2]int{
		"while (1) { my $m = await next_p(); handle($m) }":                           {1, 0},
		"while (1) { for my $x (f()) { await $x } }":                                 {1, 0},
		"for (;;) { await next_p() }":                                                {1, 0},
		"for my $u (@list) { await get($u) }":                                        {0, 1},
		"while (my $m = await next_p()) { handle($m) }":                              {0, 0},
		"while ($on) { await next_p() }":                                             {0, 1},
		"while (1) { my $m = await next_p(); last if !$m; }":                         {0, 1},
		"while (1) { my $m = await next_p(); return if !$m; }":                       {0, 1},
		"await next_p(); while (1) { work() }":                                       {0, 0},
		"while (1) { push @subs, async sub { await next_p() } } await next_p();":     {0, 0},
		"while (1) { await one() } } async sub other { for (1 .. 3) { await two() }": {1, 1},
	} {
		endless, others := awaits([]*text{textOf("async sub run { " + code + " }")})
		if got := [2]int{len(endless), len(others)}; got != want {
			t.Errorf("%s: %d wait for ever and %d others, want %d", code, got[0], got[1], want)
		}
	}
}

// TestReturnsAgain: a callback that returns what the sub around it returns makes each
// promise wait for the next.
func TestReturnsAgain(t *testing.T) {
	for code, want := range map[string]int{
		"sub poll { my $self = shift;\nreturn f()->then(sub {\nreturn $self->poll; }) }":                    3,
		"sub poll { return f()->then(sub {\nreturn poll() }) }":                                             2,
		"sub poll { my $self = shift; f()->then(sub { $self->poll; return }) }":                             0,
		"sub poll { my $self = shift; return f()->then(sub { return $self->other }) }":                      0,
		"sub poll { my $self = shift; return $self->poll }":                                                 0,
		"sub a { return f()->then(sub { return g()->then(sub {\nreturn a() }) }) }":                         2,
		"my $poll; $poll = sub { return f()->then(sub { return $poll->() }) }; sub other { return poll() }": 0,
	} {
		got := 0
		if lines := textOf(code).returnsAgain(); len(lines) == 1 {
			got = int(lines[0].line)
		}
		if got != want {
			t.Errorf("%q: line %d, want %d", code, got, want)
		}
	}
}

// TestPlaceAgain: only a callback that one promise after the other waits for is known to
// be where they come from.
func TestPlaceAgain(t *testing.T) {
	const next = "sub next_one { return f()->then(sub { return next_one() }) }\n"
	for code, want := range map[string]Certainty{
		next: Told,
		"sub poll { my $self = shift; return $self->{ua}->get_p($self->{url})->then(sub { if (shift) { return $self->poll } }) }": Told,
		"sub poll { return f()->followed_by(sub { return poll() }) }":                                                             Told,
		"sub walk { my $node = shift; return $node->visit(sub { return walk(shift) }) }":                                          Guessed,
		"sub walk { return map_each(sub { return walk(shift) }) }":                                                                Guessed,
		"sub walk { my $then = sub { return walk(shift) }; return $then->() }":                                                    Guessed,
		"sub load { return f()->catch(sub { return load() }) }":                                                                   Guessed,
		"sub load { return f()->then(sub { 1 }, sub { return load() }) }":                                                         Guessed,
		next + "sub other { return f()->then(sub { return other() }) }":                                                           Guessed,
		next + "sub load { return f()->catch(sub { return load() }) }":                                                            Guessed,
	} {
		if p, ok := finderOf(textOf(code)).again(); !ok || p.Certainty != want {
			t.Errorf("%q: %s, want %s", code, p.Certainty, want)
		}
	}
	code := "sub load { return f()->catch(sub { return load() }) }\n" + next
	if p, _ := finderOf(textOf(code)).again(); p.Place.Line != 2 || len(p.Others) != 1 {
		t.Errorf("line %d with %d others, want the one that a promise waits for", p.Place.Line, len(p.Others))
	}
}
