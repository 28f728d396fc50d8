package render

import (
	"fmt"
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// CensusOptions say how far [Census] goes into detail.
type CensusOptions struct {
	Blessed bool // by package
	Scalars bool // by which values are set
}

// maxPackages is how many packages of a kind are listed.
const maxPackages = 10

// Census writes the SVs of a heap by kind, as pmat's `count` does.
func Census(c *mat.Census, opt CensusOptions, s Style) string {
	t := &table{indent: "  ", seps: []string{"    ", " ", "    ", " "}, right: []bool{false, true, true, true, true}}
	t.add("Kind", "Count", "(blessed)", "Bytes", "(blessed)")
	eachTally(c, opt, s, func(row tallyRow) {
		if row.rule {
			t.add()
			return
		}
		count, bytes := "", ""
		if row.Blessed > 0 {
			count, bytes = strconv.Itoa(row.Blessed), bytesOf(row.BlessedBytes, row.Least)
		}
		t.add(row.label, strconv.Itoa(row.SVs), count, bytesOf(row.Bytes, row.Least), bytes)
	})
	return t.String()
}

// tallyRow is a row of a census: what it is called, and its numbers.
type tallyRow struct {
	label string
	mat.Tally
	rule bool
}

// eachTally gives the rows of a census in their order.
func eachTally(c *mat.Census, opt CensusOptions, s Style, yield func(tallyRow)) {
	for _, k := range c.Kinds {
		yield(tallyRow{label: k.Name, Tally: k})
		if opt.Blessed {
			others := mat.Tally{Name: "(others)"}
			for i, pkg := range c.ByPackage[k.Name] {
				pkg.SVs, pkg.Bytes = 0, 0 // they are all blessed
				if i < maxPackages {
					yield(tallyRow{label: "    " + s.Name(pkg.Name), Tally: pkg})
				} else {
					others.Blessed += pkg.Blessed
					others.BlessedBytes += pkg.BlessedBytes
				}
			}
			if others.Blessed > 0 {
				yield(tallyRow{label: "    " + s.note("(others)"), Tally: others})
			}
		}
		if opt.Scalars && k.Name == heap.KindScalar.String() {
			for _, d := range c.Scalars {
				yield(tallyRow{label: "  " + d.Name, Tally: d})
			}
		}
	}
	yield(tallyRow{rule: true})
	yield(tallyRow{label: "(total)", Tally: c.Total})
}

// Counts writes the census of each of several dumps and how it differs from
// the one before, as pmat-counts does.
type Counts struct {
	Options CensusOptions
	Style   Style
	last    map[string]mat.Tally
}

// Next writes the census of the next dump.
func (c *Counts) Next(path string, census *mat.Census) string {
	t := &table{seps: []string{"    ", "", " ", "", "    ", "", " ", ""}, indent: "  ",
		right: []bool{false, true, false, true, false, true, false, true, false}}
	t.add("Kind", "Count", "", "(blessed)", "", "Bytes", "", "(blessed)", "")
	now := map[string]mat.Tally{}
	eachTally(census, c.Options, c.Style, func(row tallyRow) {
		if row.rule {
			t.add()
			return
		}
		last, known := c.last[row.Name]
		now[row.Name] = row.Tally
		count := func(n, before int) (string, string) {
			return delta(int64(n), int64(before), known, strconv.FormatInt)
		}
		bytes := func(n, before int64) (string, string) {
			return delta(n, before, known, func(n int64, _ int) string { return bytesOf(n, row.Least || last.Least) })
		}
		cells := []string{row.label}
		add := func(number, change string) { cells = append(cells, number, change) }
		add(count(row.SVs, last.SVs))
		add(count(row.Blessed, last.Blessed))
		add(bytes(row.Bytes, last.Bytes))
		add(bytes(row.BlessedBytes, last.BlessedBytes))
		t.add(cells...)
	})
	if c.last == nil {
		c.last = map[string]mat.Tally{}
	}
	for name, tally := range now {
		c.last[name] = tally
	}
	return fmt.Sprintf("%s\n%s", words.Safe(path), t)
}

// delta writes a number and how it has changed; nothing if there is and was
// none.
func delta(n, before int64, known bool, format func(int64, int) string) (number, change string) {
	if n == 0 && before == 0 {
		return "", ""
	}
	number = format(n, 10)
	switch {
	case !known || n == before:
	case n > before:
		change = "(+" + format(n-before, 10) + ")"
	default:
		change = "(-" + format(before-n, 10) + ")"
	}
	return number, change
}

// NewCensusJSON gives a census for machines.
func NewCensusJSON(c *mat.Census, opt CensusOptions) wire.Census {
	j := wire.Census{Kinds: tallies(c.Kinds), Total: tallies([]mat.Tally{c.Total})[0]}
	if opt.Blessed {
		j.Packages = map[string][]wire.Tally{}
		for kind, list := range c.ByPackage {
			j.Packages[kind] = tallies(list)
		}
	}
	if opt.Scalars {
		j.Scalars = tallies(c.Scalars)
	}
	return j
}

func tallies(list []mat.Tally) []wire.Tally {
	out := make([]wire.Tally, len(list))
	for i, t := range list {
		out[i] = wire.Tally{Name: words.Whole(t.Name), Count: t.SVs, Blessed: t.Blessed, Bytes: t.Bytes, BlessedBytes: t.BlessedBytes, Least: t.Least}
	}
	return out
}
