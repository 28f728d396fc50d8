package identify

import (
	"context"

	"github.com/perlheap/perlheap/heap"
)

// Merged is the shortest paths from the roots to many SVs, laid on top of each
// other, as Eclipse MAT merges shortest paths to its roots: where things
// collect, hundreds of thousands of paths become one.
//
// Referrers form a group if they are one SV, or if they are alike: of one kind
// and class, or closures of one sub, referring by the same name. REFs, PADs and
// the symbol table are elided as in [Chain]. Only strong references count.
type Merged struct {
	Count     int // number of SVs that were asked about
	Unreached int // how many of them no root leads to: they are in cycles that lost their last outside reference, or held by C code
	// Cycle is one of the unreached, NoSV if there are none. [Chain] tells what
	// refers to it.
	Cycle   heap.SV
	Entries []*Group // who refers to the SVs
	// Point is where most paths have merged into one: the group with a single
	// referrer, nearest to the SVs, that the paths of nearly all reached SVs go
	// through. nil if there is none.
	Point *Group
}

// Group is a set of similar referrers.
type Group struct {
	By    By      // how they refer; for a root, the root
	Root  bool    // the path ends here: SV is NoSV
	Count int     // how many of the SVs asked about have paths through it
	SVs   int     // number of different referrers
	SV    heap.SV // the referrer, or the first of several
	// Entries are the groups that refer to the referrers, those with most paths
	// first. More counts the SVs asked about whose paths go through none of
	// them.
	Entries []*Group
	More    int

	depth int // steps from the SVs
}

// By is how the referrers of a group refer. Two of the same are equal.
type By struct {
	Ref    heap.Ref // without what differs; SV is NoSV
	Differ Differ
}

// Differ is in what the references of a group differ.
type Differ uint8

// What may differ.
const (
	DifferNot   Differ = iota // they are of one name
	DifferPlace               // in the index or the key, which is data: Ref has their kind
	DifferKind                // in anything: Ref says nothing
)

// String is what they are called: "(via RV) element", `value {cb}`, "references".
func (b By) String() string {
	name := "references"
	switch b.Differ {
	case DifferNot:
		return b.Ref.Name()
	case DifferPlace:
		name = b.Ref.Kind.String()
	}
	if b.Ref.Elided {
		name = "(via RV) " + name
	}
	return name
}

// Spoken is String in words of Perl programmers, as [heap.Ref.Spoken] is.
func (b By) Spoken() string {
	b.Ref.Elided = false
	if b.Differ == DifferNot {
		return b.Ref.Spoken()
	}
	return b.String()
}

const (
	mergedDepth  = 100  // steps back; what is deeper is a list, not a reason
	mergedWidth  = 8    // groups that are told of one step
	mergedNamed  = 2000 // references of a group that get their own names
	mergedSample = 16   // else so many stand for all
	mostWays     = 0.9  // part of the ways that must meet in Point
)

// Merge finds the merged paths to SVs. It looks at the whole heap once, and
// ends early with ctx's error.
func Merge(ctx context.Context, h *heap.Heap, svs []heap.SV) (*Merged, error) {
	parents, err := shortest(ctx, h, svs)
	if err != nil {
		return nil, err
	}
	m := &Merged{Count: len(svs), Cycle: heap.NoSV}
	first := make(ways, 0, len(svs))
	for _, sv := range svs {
		if !parents.reached(sv) {
			if m.Unreached++; m.Cycle == heap.NoSV {
				m.Cycle = sv
			}
			continue
		}
		first = append(first, way{sv, 1})
	}
	first = join(first)
	w := &merger{ctx: ctx, h: h, parents: parents, g: &graph{h: h, opt: Options{Elide: true}}}
	type job struct {
		group *Group
		from  ways
	}
	var top Group
	for jobs := []job{{&top, first}}; len(jobs) > 0; {
		j := jobs[0]
		jobs = jobs[1:]
		below, err := w.step(j.group, j.from)
		if err != nil {
			return nil, err
		}
		for i, g := range j.group.Entries {
			if g.depth = j.group.depth + 1; !g.Root && g.depth < mergedDepth {
				jobs = append(jobs, job{g, below[i]})
			}
		}
	}
	m.Entries = top.Entries
	m.Point = accumulation(&top, m.Count-m.Unreached)
	return m, nil
}

// accumulation finds Merged.Point.
func accumulation(top *Group, reached int) *Group {
	before := reached
	for g := top; len(g.Entries) > 0; {
		g = g.Entries[0]
		if g.Root || float64(g.Count) < mostWays*float64(reached) {
			break
		}
		if g.SVs == 1 && before > 1 {
			return g
		}
		before = g.SVs
	}
	return nil
}
