package population

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/safe"
)

// Row is everything of one class, one line's closures, or one type of data,
// wherever it is. Slices have one element per heap.
type Row struct {
	// Class is an Object, a Closure or Data; if the row is folded, its Text is
	// one of the Origins.
	Class    path.Step
	Name     string // once [Writer.NameRows] has named it
	Origin   Origin
	Folded   bool // it is all static tables of one origin
	Count    []int
	Bytes    []int64   // of the members and their parts
	Retained []int64   // of the populations that are below none of the same row
	Example  []heap.SV // NoSV for none

	Populations []*Population
}

// Origin says whose a thing is.
type Origin string

// The origins.
const (
	Own     Origin = "own"     // the program's
	Modules Origin = "modules" // that of installed modules
	Perl    Origin = "perl"    // that of perl and what comes with it
)

// Origins tells whose packages and files are.
type Origins struct {
	// Own reports whether a recorded file is the program's own.
	Own func(recorded string) bool
	// Inc maps packages to files, as %INC of the last heap does.
	Inc map[string]string
}

// ofPerl are the folders of what comes with perl.
var ofPerl = regexp.MustCompile(`/perl-base/|/perl/5\.\d+(\.\d+)?/|/perl5/5\.\d+`)

// file says whose a recorded file is.
func (o Origins) file(recorded string) Origin {
	switch {
	case o.Own(recorded):
		return Own
	case ofPerl.MatchString(recorded):
		return Perl
	}
	return Modules
}

// pkg says whose a package is: that of its file, or of that of a package that it
// is in by name. Of those that have none, pragmas and what perl itself makes are
// perl's.
func (o Origins) pkg(name string) Origin {
	for n := name; n != ""; {
		if file, ok := o.Inc[strings.ReplaceAll(n, "::", "/")+".pm"]; ok {
			return o.file(file)
		}
		at := strings.LastIndex(n, "::")
		n = n[:max(at, 0)]
	}
	switch name {
	case "main":
		return Own
	case "Regexp", "IO::File", "CORE", "UNIVERSAL", "DynaLoader", "Internals", "PerlIO":
		return Perl
	}
	if first, _, _ := strings.Cut(name, "::"); first == strings.ToLower(first) || first == "CORE" || first == "PerlIO" || first == "Tie" {
		return Perl
	}
	return Own
}

// of says whose what a population is.
func (o Origins) of(s path.Step) Origin {
	switch s.Kind {
	case path.Object:
		return o.pkg(s.Text)
	case path.Closure:
		return o.file(s.At.File)
	case path.Symbol:
		name := strings.TrimLeft(s.Text, "%&$@*")
		if at := strings.LastIndex(name, "::"); at >= 0 {
			name = name[:at]
		}
		return o.pkg(strings.TrimPrefix(name, "main::"))
	}
	return Own
}

// Histogram counts the heaps by class, by the line of closures, and by type;
// the rows add up to the heaps. What the symbol tables of perl and of modules
// themselves hold is one row each. The program's own rows come first, then
// those that retain most.
func (ps *Populations) Histogram(origins Origins) []Row {
	type key struct {
		class  path.Step
		folded bool
	}
	heaps := len(ps.heaps)
	at := map[key]int{}
	in := map[*Population]key{}
	var rows []Row
	whose := map[path.Step]Origin{}
	for p := range ps.Top.All {
		origin, known := whose[p.Class]
		if !known {
			origin = origins.of(p.Class)
			whose[p.Class] = origin
		}
		k := key{class: path.Step{Kind: path.Data, Text: p.Class.Text}}
		switch p.Class.Kind {
		case path.Object, path.Closure:
			k.class = p.Class
		case path.Symbol:
			k.class.Text = "packages and named subs"
			if origin != Own {
				k = key{path.Step{Kind: path.Data, Text: string(origin)}, true}
			}
		case path.Root, path.None:
			if !slices.ContainsFunc(p.Bytes, func(n int64) bool { return n > 0 }) {
				continue // it is only what others are in
			}
			k.class.Text = "what has too many shapes to tell apart"
		default:
			if above, ok := in[p.Parent]; ok && above.folded {
				k, origin = above, Origin(above.class.Text)
			}
		}
		in[p] = k
		n, ok := at[k]
		if !ok {
			n = len(rows)
			at[k] = n
			rows = append(rows, Row{
				Class: k.class, Origin: origin, Folded: k.folded,
				Count: make([]int, heaps), Bytes: make([]int64, heaps), Retained: make([]int64, heaps), Example: slices.Repeat([]heap.SV{heap.NoSV}, heaps),
			})
		}
		r := &rows[n]
		r.Populations = append(r.Populations, p)
		inside := false
		for q := p.Parent; q != nil && !inside; q = q.Parent {
			inside = in[q] == k
		}
		for i := range heaps {
			r.Count[i] += p.Count[i]
			r.Bytes[i] = safe.Add(r.Bytes[i], p.Bytes[i])
			if !inside {
				r.Retained[i] = safe.Add(r.Retained[i], p.Retained[i])
			}
			if r.Example[i] == heap.NoSV {
				r.Example[i] = p.Example[i]
			}
		}
	}
	SortRows(rows, ByBytes)
	return rows
}

// of is the number that a row is sorted by.
func (r *Row) of(o Order) int64 {
	last := len(r.Count) - 1
	switch o {
	case ByCount:
		return int64(r.Count[last])
	case ByGrowth:
		return r.Retained[last] - r.Retained[0]
	}
	return r.Retained[last]
}

// rank puts the program's own classes and closures first, and data and what is
// folded last.
func (r *Row) rank() int {
	switch {
	case r.Folded:
		return 3
	case r.Class.Kind == path.Data:
		return 2
	case r.Origin != Own:
		return 1
	}
	return 0
}

// SortRows sorts rows, the program's own first.
func SortRows(rows []Row, o Order) {
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), -cmp.Compare(a.of(o), b.of(o)), comparePaths(a.Class, b.Class))
	})
}
