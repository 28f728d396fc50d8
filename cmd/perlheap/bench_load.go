package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime/debug"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// floor is what no reader of the dump can do without.
type floor struct {
	read, decode usage
	svs          int
	size         int64       // of the dump, unpacked
	sample       []pmat.Addr // of SVs, chosen at random
}

// floor reads the file once, and looks at every record once. It leaves the
// file in the page cache for what comes after.
func (b *bench) floor(path string) (*floor, error) {
	fmt.Fprintf(b.w, "The floor, on one core\n\n")
	f := &floor{}
	var size int64
	for range 2 { // the first time it may come from the disk
		watch := newStopwatch()
		n, err := readAll(path)
		if err != nil {
			return nil, err
		}
		size, f.read = n, watch.usage()
	}
	dump, err := pmat.Open(b.ctx, path, nil)
	if err != nil {
		return nil, err
	}
	defer dump.Close() //nolint:errcheck // it was only read
	f.size = dump.Size()
	rng := rand.New(rand.NewPCG(1, 1)) // the choice is the same in every run
	watch := newStopwatch()
	d := dump.Records()
	for d.Next() {
		rec := d.Record()
		if rec.Type.IsExtension() {
			continue
		}
		// Algorithm R: every SV has the same chance to be in the sample.
		if f.svs++; len(f.sample) < max(1, b.questions) { // one is asked for in any case
			f.sample = append(f.sample, rec.Addr)
		} else if i := rng.IntN(f.svs); i < len(f.sample) {
			f.sample[i] = rec.Addr
		}
		if f.svs%(1<<16) == 0 && b.ctx.Err() != nil {
			return nil, b.ctx.Err()
		}
	}
	if f.svs == 0 {
		return nil, fmt.Errorf("%s: %w", path, heap.ErrNoSVs)
	}
	f.decode = watch.usage()
	f.decode.wall, f.decode.cpu = max(f.decode.wall, 1e-4), max(f.decode.cpu, 1e-2) // the clocks are no finer
	rng.Shuffle(len(f.sample), func(i, j int) { f.sample[i], f.sample[j] = f.sample[j], f.sample[i] })
	b.printf("\tseconds\tCPU s\tMiB/s\tSV/s\t\n")
	row := func(name string, u usage, size int64) {
		b.printf("%s\t%.3f\t%s\t%.3g\t%.3g\t\n", name, u.wall, seconds(u.cpu), float64(size)/(1<<20)/max(u.wall, 1e-4), float64(f.svs)/max(u.wall, 1e-4))
	}
	row("reading the file", f.read, size)
	row("looking at every record", f.decode, f.size)
	return f, nil
}

// readAll reads a file, which copies every page of it, and returns its size.
func readAll(path string) (size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	for buf := make([]byte, 1<<20); ; {
		n, err := f.Read(buf)
		size += int64(n)
		if errors.Is(err, io.EOF) {
			return size, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// phase is one step of loading.
type phase struct {
	name string
	usage
}

// inProcess measures what is inside a load, and what comes after it.
func (b *bench) inProcess(dumps []string, f *floor) error {
	if err := b.section("One load, phase by phase"); err != nil {
		return err
	}
	h, err := b.load(dumps[0], f)
	if err != nil {
		return err
	}
	defer h.Close() //nolint:errcheck // it was only read
	if err := b.columns(h); err != nil || !b.sizes {
		return err
	}
	if err := b.section(fmt.Sprintf("After the load (median of %d, and the highest peak)", b.runs)); err != nil {
		return err
	}
	b.printf("\tseconds\tCPU s\tpeak\tmore than before\t\n")
	var sizes *retained.Sizes
	forget := func() { sizes = nil } // or those of the run before would count
	err = b.after("dominators and retained sizes", forget, func() (err error) {
		sizes, err = retained.Compute(b.ctx, h)
		return err
	})
	keep := func() {}
	if err == nil {
		err = b.after("populations", keep, func() error {
			tree, err := population.New(b.ctx, h, sizes)
			if err == nil {
				population.Merge(tree)
			}
			return err
		})
	}
	if err != nil || len(dumps) < 2 {
		return errors.Join(err, b.out.Flush())
	}
	err = b.after("loading the later dump", keep, func() error {
		second, err := heap.Open(b.ctx, dumps[1], heap.Options{})
		if err != nil {
			return err
		}
		return second.Close()
	})
	if err != nil {
		return err
	}
	err = b.after("the same, its retained sizes, and the growth", keep, func() error { return b.later(h, sizes, dumps[1]) })
	return errors.Join(err, b.out.Flush())
}

// residentNow gives memory back to the system and returns how much is held, in bytes.
func residentNow() int64 {
	debug.FreeOSMemory()
	resetPeak(thisProcess)
	return procStatus(thisProcess, "VmRSS")
}

// after measures, several times, something that needs the loaded dump. prepare
// comes before each time and is not measured.
func (b *bench) after(name string, prepare func(), do func() error) error {
	var runs []usage
	var before int64
	for range b.runs {
		prepare()
		before = residentNow()
		watch := newStopwatch()
		if err := do(); err != nil {
			return err
		}
		runs = append(runs, watch.usage())
	}
	u := median(runs)
	b.printf("%s\t%.2f\t%s\t%s\t%s\t\n", name, u.wall, seconds(u.cpu), mebibytes(u.peak), mebibytes(u.peak-before))
	return nil
}

// later compares with a later dump of the process.
func (b *bench) later(h *heap.Heap, sizes *retained.Sizes, path string) error {
	second, err := heap.Open(b.ctx, path, heap.Options{})
	if err != nil {
		return err
	}
	defer second.Close() //nolint:errcheck // it was only read
	series, err := growth.NewSeriesOf(b.ctx, []*heap.Heap{h, second}, []*retained.Sizes{sizes, nil}, false)
	if err != nil {
		return err
	}
	_, err = series.Compare(b.ctx)
	return err
}

// load loads the dump, and says how long each phase took.
func (b *bench) load(path string, f *floor) (*heap.Heap, error) {
	residentNow()
	var phases []phase
	whole := newStopwatch()
	step, name := whole, "opening"
	end := func(next string) {
		phases = append(phases, phase{name, step.usage()})
		step, name = newStopwatch(), next
	}
	h, err := heap.Open(b.ctx, path, heap.Options{Progress: func(p heap.Progress) {
		if p.Phase != name {
			end(p.Phase)
		}
	}})
	if err != nil {
		return nil, err
	}
	end("counting by line")
	if _, err := site.Collect(b.ctx, h); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	end("")
	all := phase{"all of it", whole.usage()}
	b.printf("%d SVs\t%d references\t%d CODEs\t%s\t\n\n", h.Count(), h.Footprint().References, h.Codes().Len(), mebibytes(f.size))
	b.printf("phase\tseconds\tCPU s\tSV/s\tMiB/s\tpeak\t\n")
	for _, p := range append(phases, all) {
		wall := max(p.wall, 1e-9)
		b.printf("%s\t%.3f\t%s\t%.3g\t%.3g\t%s\t\n", p.name, p.wall, seconds(p.cpu),
			float64(h.Count())/wall, float64(f.size)/(1<<20)/wall, mebibytes(p.peak))
	}
	return h, nil
}

func (b *bench) columns(h *heap.Heap) error {
	if err := b.section("What the heap takes"); err != nil {
		return err
	}
	b.printf("column\tMiB\tbytes per SV\t\n")
	var sum int64
	row := func(name string, bytes int64) {
		b.printf("%s\t%.1f\t%.2f\t\n", name, float64(bytes)/(1<<20), float64(bytes)/float64(h.Count()))
	}
	for _, c := range h.Footprint().Columns {
		row(c.Name, c.Bytes)
		sum += c.Bytes
	}
	row("all", sum)
	return nil
}
