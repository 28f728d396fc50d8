package diagnose

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	words "github.com/perlheap/perlheap/heap/text"
)

// counter is an integer of the program itself that rises from dump to dump, such as
// the number of requests served.
type counter struct {
	name   string
	values []int64 // in each heap
}

// lastStep returns the ratio of the last step to the one before.
func (c *counter) lastStep() float64 {
	n := len(c.values)
	return float64(c.values[n-1]-c.values[n-2]) / float64(c.values[n-2]-c.values[n-3])
}

// workload is how much the program did between dumps, as its own counters agree.
type workload struct {
	counters []counter // that agree, by name
	step     float64   // what the last step of what it does is to the one before
}

const (
	manyScalars = 4096 // of a shape, of which those that count are looked for
	maxCounters = 1000
)

// workloadOf computes the workload from counters, most of which must agree; false
// if they do not.
func workloadOf(all []counter) (workload, bool) {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b counter) int { return cmp.Compare(a.lastStep(), b.lastStep()) })
	var most []counter
	for i, from := 0, 0; i < len(all); i++ {
		for all[i].lastStep() > agreeing.Least*all[from].lastStep() {
			from++
		}
		if i+1-from > len(most) {
			most = all[from : i+1]
		}
	}
	if float64(len(most)) < fewCounters.Least || 2*len(most) <= len(all) {
		return workload{}, false
	}
	l := workload{step: most[len(most)/2].lastStep(), counters: slices.Clone(most)}
	slices.SortStableFunc(l.counters, func(a, b counter) int {
		return cmp.Or(cmp.Compare(len(a.name), len(b.name)), cmp.Compare(a.name, b.name))
	})
	return l, true
}

// workloadBesides is the workload by the counters that do not rise exactly as a course does: the
// others merely count what is added, and slow down with it. All of them count it if none is left.
func workloadBesides(all []counter, course []int64) (workload, bool) {
	rest := slices.DeleteFunc(slices.Clone(all), func(c counter) bool { return workload{counters: []counter{c}}.counts(course) })
	if len(rest) == 0 {
		rest = all
	}
	return workloadOf(rest)
}

// String names a counter with its course, and says how many more there are.
func (l workload) String() string {
	first := l.counters[0]
	s := fmt.Sprintf("%s (%s)", first.name, arrows(first.values, false))
	if n := len(l.counters) - 1; n > 0 {
		s += " and " + words.CountOf(n, "other counter", "other counters")
	}
	return s
}

// counts reports whether all counters rose exactly as a course did: they may count
// that instead of the work.
func (l workload) counts(course []int64) bool {
	return !slices.ContainsFunc(l.counters, func(c counter) bool {
		for k := 1; k < len(course); k++ {
			step, same := float64(c.values[k]-c.values[k-1]), float64(course[k]-course[k-1])
			if step < same*(1-inStep.Least) || step > same*(1+inStep.Least) {
				return true
			}
		}
		return false
	})
}

// lookedUpMore returns what any counter says of a container that its own lookup fills: if a
// counter goes on and less comes, what was asked for was there. False if none rises other than
// as the course does.
func (f *finder) lookedUpMore(course []int64) (workload, bool) {
	for _, c := range f.worked {
		if one := (workload{counters: []counter{c}, step: c.lastStep()}); !one.counts(course) {
			return one, true
		}
	}
	return workload{}, false
}

// workload returns what the program did between the dumps, other than what went as a
// course; false if that is not known.
func (f *finder) workload(course []int64) (workload, bool) {
	if !f.workKnown {
		f.workKnown = true
		if len(f.s.Heaps) >= trendDumps {
			f.worked = f.counters()
		}
	}
	return workloadBesides(f.worked, course)
}

// counters finds the variables and fields of the program's own code whose integer
// rises in every step.
func (f *finder) counters() (all []counter) {
	shapes := map[string]int{}
	for p := range f.pops.Top.All {
		if f.ctx.Err() != nil || len(all) > maxCounters {
			return all
		}
		if !f.mayCount(p) {
			continue
		}
		for _, sv := range f.pops.Members(f.last(), p) {
			values, ok := f.rising(sv)
			if !ok {
				continue
			}
			found := f.paths.Of(sv)
			if !f.isOwn(found) {
				continue
			}
			// For several objects of a class, such as the workers of a pool, it is the sum.
			name := f.say(found.Path)
			if i, ok := shapes[name]; ok {
				for k, v := range values {
					all[i].values[k] += v
				}
				continue
			}
			shapes[name] = len(all)
			all = append(all, counter{name, values})
		}
	}
	return all
}

// mayCount reports whether members of a population may be counters: they are
// scalars that have a name, and their number does not grow.
func (f *finder) mayCount(p *population.Population) bool {
	last := f.last()
	return p.Class == path.Step{Kind: path.Data, Text: heap.KindScalar.String()} && !p.Step.IsData() &&
		p.Count[0] > 0 && p.Count[last] <= manyScalars && !collects(p)
}

// rising returns the integer of a scalar in each heap, if it rises enough in every
// step and is not a time.
func (f *finder) rising(sv heap.SV) (values []int64, ok bool) {
	for k, was := range f.s.Past(sv) {
		if was == heap.NoSV {
			return nil, false
		}
		s, err := f.s.Heaps[k].Scalar(was)
		if err != nil || !s.HasInteger() || s.IV() < 0 || isTime(s.IV()) {
			return nil, false
		}
		if k > 0 && s.IV() < values[k-1]+int64(counterSteps.Least) {
			return nil, false
		}
		values = append(values, s.IV())
	}
	return values, true
}

// isTime reports whether an integer may be the seconds or milliseconds since 1970,
// which rises regardless of the work.
func isTime(v int64) bool {
	const from, to = 1e9, 4e9
	return v >= from && v < to || v >= from*1000 && v < to*1000
}

// fileOf returns the file that a variable is of.
func (f *finder) fileOf(start path.Step) string {
	if start.Kind == path.Lexical && start.At.File == "" && start.Sub == "" { // the main program has no line in a dump
		return f.h.Process().Program()
	}
	return start.At.File
}

// isOwn reports whether a path begins with something of the program's own code, and
// goes on through names only.
func (f *finder) isOwn(found path.Found) bool {
	if slices.ContainsFunc(found.Way(), func(s path.Step) bool { return !s.IsName() }) {
		return false
	}
	switch start := found.Start(); start.Kind {
	case path.Object:
		return f.src.HasFiles() && f.src.ownClass(start.Text)
	case path.Symbol, path.Lexical:
		return f.src.IsOwn(f.fileOf(start))
	}
	return false
}
