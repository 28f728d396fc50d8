package diagnose

import (
	"strings"
	"testing"
)

// TestLoad: what the program did is told by counters that agree; by it a quiet hour
// is no end of a leak, and a busy one no leak of a warm-up.
func TestLoad(t *testing.T) {
	served := counter{"$served", []int64{60, 960, 1140}}
	bytes := counter{"{bytes} of %sent", []int64{1200, 19100, 22900}}
	misses := counter{"$misses", []int64{20, 320, 380}}
	filled := counter{"$filled", []int64{30, 700, 1300}}
	for _, c := range []struct {
		name     string
		counters []counter
		step     float64 // 0 for unknown
	}{
		{"no counter", nil, 0},
		{"one alone may count anything", []counter{served}, 0},
		{"two agree", []counter{served, bytes}, 180. / 900},
		{"one of three does not", []counter{served, filled, bytes}, 180. / 900},
		{"two that do not agree", []counter{served, filled}, 0},
		{"half of them do not", []counter{served, bytes, filled, {"$f", []int64{1, 101, 191}}}, 0},
	} {
		l, known := workloadOf(c.counters)
		if known != (c.step > 0) || known && (l.step < 0.99*c.step || l.step > 1.1*c.step) {
			t.Errorf("%s: %v, %v; want a step of %v", c.name, l.step, known, c.step)
		}
	}

	leak, busy := []int64{20, 320, 380}, []int64{97, 437, 1432}
	for _, c := range []struct {
		name          string
		course        []int64
		counters      []counter
		steady, slows bool
	}{
		{"less comes", leak, nil, false, true},
		{"less comes in a quiet hour", leak, []counter{served, bytes}, true, false},
		{"the counters may count what comes", leak, []counter{misses, misses}, true, true},
		{"one counter counts what comes, another asks for it", []int64{57, 142, 182}, []counter{{"$solved", []int64{57, 142, 182}}, {"$looked", []int64{90, 240, 315}}}, false, true},
		{"more comes", busy, nil, false, false},
		{"more comes in a busy hour", busy, []counter{{"$n", []int64{100, 500, 4500}}, {"$m", []int64{10, 50, 450}}}, false, true},
		{"not much less than is to be expected", []int64{0, 100, 175}, []counter{{"$n", []int64{0, 100, 200}}, {"$m", []int64{0, 100, 200}}}, true, false},
		{"less than is to be expected", []int64{0, 100, 165}, []counter{{"$n", []int64{0, 100, 200}}, {"$m", []int64{0, 100, 200}}}, false, true},
	} {
		f := &finder{workKnown: true, worked: c.counters}
		got := map[Principle]string{}
		f.weighSteps(&Suspect{}, c.course, func(p Principle, speaks bool, measured, _ string) {
			if speaks != (p == Steady) {
				t.Errorf("%s: %s speaks for it: %v", c.name, p, speaks)
			}
			got[p] = measured
		})
		_, steady := got[Steady]
		_, slows := got[Saturates]
		if steady != c.steady || slows != c.slows {
			t.Errorf("%s: %v; want in step: %v, saturates: %v", c.name, got, c.steady, c.slows)
		}
		if c.steady && !strings.Contains(got[Steady], " and 1 other counter, the last step") {
			t.Errorf("%s: %q does not tell of the counters", c.name, got[Steady])
		}
	}
}

// TestTimes: the time rises whatever is done.
func TestTimes(t *testing.T) {
	for v, want := range map[int64]bool{12: false, 1_790_000_000: true, 1_790_000_000_123: true, 20_000_000_000: false} {
		if isTime(v) != want {
			t.Errorf("%d is a time: %v", v, !want)
		}
	}
}
