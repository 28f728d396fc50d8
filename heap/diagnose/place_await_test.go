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
