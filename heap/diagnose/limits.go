package diagnose

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// Limits are what [Check] allows. A negative limit is no limit.
type Limits struct {
	Growth   float64 // of the heap's bytes from the first dump to the last, in percent
	Closures int     // alive, of one line
	FailOn   Level   // the weakest level of a suspect that fails; "" for none
}

// The rules of [Finding], one for each limit, named like the options of the command
// line.
const (
	RuleGrowth   = "max-growth"
	RuleClosures = "max-closures"
	RuleSuspect  = "suspect"
)

// Finding is something that exceeds a limit.
type Finding struct {
	Rule    string
	Level   Level
	Place   site.Place // without a file for the heap as a whole
	Message string
	Fix     string   // empty if there is no advice
	Suspect *Suspect // the evidence, for RuleSuspect
}

// Check compares dumps of one process with limits. The findings are in the
// order growth, closures, suspects.
func Check(ctx context.Context, s *growth.Series, opt Options, l Limits) ([]Finding, error) {
	var found []Finding
	first, last := s.Heaps[0].Bytes(), s.Last().Bytes()
	if grown := 100 * float64(last-first) / float64(max(1, first)); l.Growth >= 0 && grown > l.Growth {
		found = append(found, Finding{Rule: RuleGrowth, Level: High, Message: fmt.Sprintf("the heap grew by %s, from %s to %s; the limit is %s", words.Percent(grown/100), words.Bytes(first), words.Bytes(last), words.Percent(l.Growth/100))})
	}
	if l.Closures >= 0 {
		more, err := tooMany(ctx, s, opt, l.Closures)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	if l.FailOn == "" {
		return found, nil
	}
	all, err := Find(ctx, s, opt)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if x := &all[i]; order(x.Level) <= order(l.FailOn) {
			found = append(found, Finding{Rule: RuleSuspect, Level: x.Level, Place: x.Place, Message: x.Why.String(), Fix: x.Fix, Suspect: x})
		}
	}
	return found, nil
}

// Levels are the levels, the strongest first.
func Levels() []Level { return slices.Clone([]Level{High, Medium, Low}) }

// tooMany finds the lines with more closures than a limit, counting all subs on a
// line and all texts compiled there.
func tooMany(ctx context.Context, s *growth.Series, opt Options, limit int) ([]Finding, error) {
	t, err := site.Collect(ctx, s.Last())
	if err != nil {
		return nil, err
	}
	src := newSources(s.Last(), opt.Program)
	lines, places := map[site.Line]int{}, map[site.Line]site.Place{}
	for _, x := range t.Sites {
		place := src.PlaceSite(&x)
		lines[place.At()] += x.Closures
		places[place.At()] = place
	}
	var found []Finding
	for at, n := range lines {
		if n > limit {
			found = append(found, Finding{Rule: RuleClosures, Level: High, Place: places[at], Message: fmt.Sprintf("%s of this line are alive; the limit is %s", words.CountOf(n, "closure", "closures"), words.Count(limit))})
		}
	}
	slices.SortFunc(found, func(a, b Finding) int {
		return cmp.Or(-cmp.Compare(lines[a.Place.At()], lines[b.Place.At()]), cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(a.Place.Line, b.Place.Line))
	})
	return found, nil
}
