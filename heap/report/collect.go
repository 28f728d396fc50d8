package report

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// leastBytes is how many bytes something other than closures must take to be listed.
const leastBytes = 4096

// Collect makes the content of a page about a series; prog is what the process of
// its last dump ran. keys are those of [Input].
func Collect(ctx context.Context, series *growth.Series, prog *site.Program, keys text.Keys) (Input, error) {
	in := Input{Series: series, Program: prog, Keys: keys, Made: time.Now()}
	for _, h := range series.Heaps {
		in.Times = append(in.Times, growth.TimeOf(h.File().Path()))
	}
	if slices.ContainsFunc(in.Times, time.Time.IsZero) {
		in.Times = nil
	}
	if o := prog.Workspace().Origin; o != nil {
		in.Memory = o.Memory
	}
	var err error
	if in.Suspects, err = diagnose.Find(ctx, series, diagnose.Options{Program: prog, Keys: keys}); err != nil {
		return in, err
	}
	in.Lines, err = hotLines(ctx, prog)
	return in, err
}

// hotLines returns what is alive by line, most bytes first.
func hotLines(ctx context.Context, prog *site.Program) ([]Line, error) {
	h := prog.Heap()
	closures, err := site.Collect(ctx, h)
	if err != nil {
		return nil, err
	}
	items, err := site.Alive(ctx, h, closures, site.Options{MinBytes: leastBytes})
	if err != nil {
		return nil, err
	}
	var lines []Line
	for i := range items {
		item := &items[i]
		l := Line{Place: prog.Places(item)[0], Kind: string(item.Kind), Name: item.Name, Count: item.Count, Bytes: item.Bytes}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return -cmp.Compare(a.Bytes, b.Bytes) })
	return lines, nil
}
