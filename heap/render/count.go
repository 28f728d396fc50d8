package render

import (
	"fmt"
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	words "github.com/perlheap/perlheap/heap/text"
)

// maxPackages is how many packages of a kind are listed.
const maxPackages = 10

// Census writes the SVs of a heap by kind, as pmat's `count` does.
func Census(c *mat.Census, opt mat.CensusOptions, s Style) string {
	t := &words.Table{Indent: "  ", Seps: []string{"    ", " ", "    ", " "}, Right: []bool{false, true, true, true, true}}
	t.Add("Kind", "Count", "(blessed)", "Bytes", "(blessed)")
	eachTally(c, opt, s, func(row tallyRow) {
		if row.rule {
			t.Add()
			return
		}
		count, bytes := "", ""
		if row.Blessed > 0 {
			count, bytes = strconv.Itoa(row.Blessed), words.Size(row.BlessedBytes, row.Least)
		}
		t.Add(row.label, strconv.Itoa(row.SVs), count, words.Size(row.Bytes, row.Least), bytes)
	})
	return t.String()
}

// tallyRow is a row of a census: what it is called, and its numbers.
type tallyRow struct {
	label string
	mat.Tally
	rule bool
}

// eachTally yields the rows of a census in their order.
func eachTally(c *mat.Census, opt mat.CensusOptions, s Style, yield func(tallyRow)) {
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
				yield(tallyRow{label: "    " + s.Note("(others)"), Tally: others})
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
	Options mat.CensusOptions
	Style   Style
	last    map[string]mat.Tally
}

// Next writes the census of the next dump.
func (c *Counts) Next(path string, census *mat.Census) string {
	t := &words.Table{Seps: []string{"    ", "", " ", "", "    ", "", " ", ""}, Indent: "  ",
		Right: []bool{false, true, false, true, false, true, false, true, false}}
	t.Add("Kind", "Count", "", "(blessed)", "", "Bytes", "", "(blessed)", "")
	now := map[string]mat.Tally{}
	eachTally(census, c.Options, c.Style, func(row tallyRow) {
		if row.rule {
			t.Add()
			return
		}
		last, known := c.last[row.Name]
		now[row.Name] = row.Tally
		count := func(n, before int) (string, string) {
			return delta(int64(n), int64(before), known, strconv.FormatInt)
		}
		bytes := func(n, before int64) (string, string) {
			return delta(n, before, known, func(n int64, _ int) string { return words.Size(n, row.Least || last.Least) })
		}
		cells := []string{row.label}
		add := func(number, change string) { cells = append(cells, number, change) }
		add(count(row.SVs, last.SVs))
		add(count(row.Blessed, last.Blessed))
		add(bytes(row.Bytes, last.Bytes))
		add(bytes(row.BlessedBytes, last.BlessedBytes))
		t.Add(cells...)
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
