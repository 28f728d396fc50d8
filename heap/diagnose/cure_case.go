package diagnose

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/safe"
)

// Bounds on what is examined for a cure.
const (
	maxCaseSubs    = 8       // closures of a cycle, distinguished by their sub
	maxCaseMembers = 1 << 18 // SVs of a lost component
	maxAlive       = 64      // closures and objects of that kind that roots reach
)

// decide chooses the cure of a cycle, judging by the texts that were read.
func (f *finder) decide(s *Suspect, c *cure.Case) {
	c.Perl = f.h.File().Header.Perl
	s.Case = c
	s.Fix = cure.For(c, func(path string) *cure.Text {
		if t := f.src.text(path); t != nil {
			return &cure.Text{Bytes: t.Bytes}
		}
		return nil
	}).Fix
}

// component is a lost component that is examined for a cure.
type component struct {
	f    *finder
	in   []heap.SV // its SVs, ascending
	weak map[[2]heap.SV]bool
}

func (f *finder) component(is lostComponent) *component {
	in := slices.Clone(is.members)
	slices.Sort(in)
	return &component{f, in, map[[2]heap.SV]bool{}}
}

func (c *component) has(sv heap.SV) bool {
	_, ok := slices.BinarySearch(c.in, sv)
	return ok
}

// article puts a or an before the name of a type: an ARRAY, a HASH.
func article(what string) string {
	if what != "" && strings.ContainsRune("AEIOU", rune(what[0])) {
		return "an " + what
	}
	return "a " + what
}

// dominates reports whether all ways to an SV lead through another one.
func (f *finder) dominates(above, sv heap.SV) bool {
	for range maxNesting {
		d, ok := f.sizes.Dominator(sv)
		if !ok {
			return false
		}
		if d == above {
			return true
		}
		sv = d
	}
	return false
}

// acyclic reports whether the component has no cycle once its weak references are
// left out.
func (c *component) acyclic() bool {
	const fresh, open, closed = 0, 1, 2
	state := make([]uint8, len(c.in))
	type visit struct {
		n    int
		next uint32
	}
	ask := safe.NewPoll(c.f.ctx)
	for start := range c.in {
		if state[start] != fresh {
			continue
		}
		state[start] = open
		for way := []visit{{n: start}}; len(way) > 0; {
			if ask.Ended() {
				return false
			}
			v := &way[len(way)-1]
			at := c.in[v.n]
			to, next, ok := c.f.h.NextHeld(at, v.next)
			if !ok {
				state[v.n] = closed
				way = way[:len(way)-1]
				continue
			}
			v.next = next
			n, member := slices.BinarySearch(c.in, to)
			if !member || c.weak[[2]heap.SV{at, to}] {
				continue
			}
			switch state[n] {
			case open:
				return false
			case fresh:
				state[n] = open
				way = append(way, visit{n: n})
			}
		}
	}
	return true
}
