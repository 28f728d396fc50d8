package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/perlheap/perlheap/heap/pmat"
)

// compared is something that is measured with this program and with an earlier
// build.
type compared struct {
	name string
	run  func(b *bench) (usage, error)
}

// compare measures an earlier build of perlheap and this one in turns, with the
// floor between them, so that other load on the machine affects all alike. The
// least wall and processor times of several runs count, and the highest peak.
func (b *bench) compare(before string, dumps []string) error {
	remove, err := b.ownCache()
	if err != nil {
		return err
	}
	defer remove()
	f, err := b.floor(dumps[0])
	if err != nil {
		return err
	}
	earlier := *b
	if earlier.self, err = filepath.Abs(before); err != nil {
		return err
	}
	packed := filepath.Join(b.cache, "packed.pmat.gz")
	if err := pack(dumps[0], packed); err != nil {
		return err
	}
	b.sample, earlier.sample = f.sample, f.sample
	look := f.decode
	unpacking := usage{}
	if err := b.section(fmt.Sprintf("Before and after (least of %d, and the highest peak)", b.runs)); err != nil {
		return err
	}
	const form = "%-58s %8s %7s %9s %8s %7s %9s %8s %7s\n" // each row is printed as soon as it is known
	fmt.Fprintf(b.w, form, "", "before s", "CPU s", "peak", "after s", "CPU s", "peak", "CPU a/b", "CPU L")
	for _, c := range b.comparisons(dumps, packed, f) {
		var runs [2][]usage
		for range b.runs {
			for i, who := range []*bench{&earlier, b} {
				u, err := c.run(who)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", who.self, c.name, err)
				}
				runs[i] = append(runs[i], u)
			}
			u, err := b.look(dumps[0])
			if err != nil {
				return err
			}
			look = least([]usage{look, u})
		}
		was, is := least(runs[0]), least(runs[1])
		fmt.Fprintf(b.w, form, c.name, fmt.Sprintf("%.3f", was.wall), seconds(was.cpu), mebibytes(was.peak),
			fmt.Sprintf("%.3f", is.wall), seconds(is.cpu), mebibytes(is.peak), fmt.Sprintf("%.2f", is.cpu/max(was.cpu, 0.01)), fmt.Sprintf("%.2f", is.cpu/look.cpu))
	}
	for range b.runs {
		watch := newStopwatch()
		dump, err := pmat.Open(b.ctx, packed, nil)
		if err != nil {
			return err
		}
		if u := watch.usage(); unpacking.cpu == 0 {
			unpacking = u
		} else {
			unpacking = least([]usage{unpacking, u})
		}
		if err := dump.Close(); err != nil {
			return err
		}
	}
	for i, u := range []usage{unpacking, look} {
		name := []string{"unpacking the packed copy", "L, one look at every record on one core"}[i]
		fmt.Fprintf(b.w, form, name, "", "", "", fmt.Sprintf("%.3f", u.wall), seconds(u.cpu), "", "", fmt.Sprintf("%.2f", u.cpu/look.cpu))
	}
	return nil
}

// comparisons returns what is compared, ordered so that what needs an index comes
// after what writes it.
func (b *bench) comparisons(dumps []string, packed string, f *floor) []compared {
	child := func(fresh bool, args ...string) func(*bench) (usage, error) {
		return func(b *bench) (usage, error) {
			if fresh {
				if err := b.forget(); err != nil {
					return usage{}, err
				}
			}
			return b.child(io.Discard, b.self, args...)
		}
	}
	// Each build has an index of its own, written in a run that does not count.
	again := func(args ...string) func(*bench) (usage, error) {
		return func(b *bench) (usage, error) {
			if _, err := b.child(io.Discard, b.self, args...); err != nil {
				return usage{}, err
			}
			return b.child(io.Discard, b.self, args...)
		}
	}
	path, sv := dumps[0], f.sample[0].String()
	lines := append([]string{"lines", path, "--json"}, b.source.args()...)
	all := []compared{
		{"lines, without an index", child(false, append(lines, "--"+noCache)...)},
		{"lines, which writes the index", child(true, lines...)},
		{"lines, the second time", again(lines...)},
		{"show, the second time", again("show", path, sv)},
		{"identify --depth 3, the second time", again("identify", "--depth", "3", path, sv)},
		{"lines of a packed copy, without an index", child(false, append([]string{"lines", packed, "--json", "--" + noCache}, b.source.args()...)...)},
	}
	if b.sizes {
		all = append(all,
			compared{"largest --retained, without an index", child(false, "largest", "--retained", path, "--"+noCache)},
			compared{"largest --retained, the second time", again("largest", "--retained", path)},
			compared{"populations, the second time", again("population", path)})
		if len(dumps) > 1 {
			all = append(all, compared{"growth of two dumps, without an index", child(false, "growth", path, dumps[1], "--"+noCache)})
		}
	}
	return append(all, b.served(dumps)...)
}

// served returns the measurements that talk to a server.
func (b *bench) served(dumps []string) []compared {
	talking := func(fresh bool, measure func(b *bench, t *talk) (usage, error)) func(*bench) (usage, error) {
		return func(b *bench) (u usage, err error) {
			if fresh {
				if err := b.forget(); err != nil {
					return u, err
				}
			}
			t, err := b.startServer()
			if err != nil {
				return u, err
			}
			u, err = measure(b, t)
			return u, errors.Join(err, t.end())
		}
	}
	abs := make([]string, len(dumps))
	for i, path := range dumps {
		abs[i], _ = filepath.Abs(path) // without a working folder nothing works
	}
	first := func(_ *bench, t *talk) (usage, error) { return t.firstLens(abs[0], nil) }
	whole := func(n int) func(*bench, *talk) (usage, error) {
		return func(_ *bench, t *talk) (all usage, err error) {
			for _, path := range abs[:n] {
				loaded, err := t.firstLens(path, nil)
				if err != nil {
					return all, err
				}
				after := t.idle()
				all.wall, all.cpu = all.wall+loaded.wall+after.wall, all.cpu+loaded.cpu+after.cpu
				all.peak = max(all.peak, loaded.peak, after.peak)
			}
			return all, nil
		}
	}
	own := func(_ *bench, t *talk) (usage, error) {
		u, err := t.firstLens(abs[0], nil)
		t.idle()
		u.peak = procStatus(t.pid(), "RssAnon")
		return u, err
	}
	all := []compared{
		{"server: first answer of lines", talking(true, first)},
		{"server: all of a dump (peak)", talking(true, whole(1))},
		{"server: first answer, the second time (peak: its own, idle)", talking(false, own)},
	}
	if len(abs) > 1 {
		all = append(all, compared{"server: all of two dumps, with growth (peak)", talking(true, whole(2))})
	}
	if b.questions > 0 {
		all = append(all, compared{"server: show while a dump loads, 99 % (s)", talking(false, func(b *bench, t *talk) (usage, error) {
			return b.whileLoading(t, abs[0])
		})})
	}
	return all
}

// whileLoading asks a server while it loads the shown dump under another name, and
// returns the 99th percentile of the answer times.
func (b *bench) whileLoading(t *talk, path string) (u usage, err error) {
	if _, err := t.firstLens(path, nil); err != nil {
		return u, err
	}
	t.idle()
	dir, err := os.MkdirTemp("", "perlheap-bench-")
	if err != nil {
		return u, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // nothing more can be done
	other := filepath.Join(dir, "other.pmat")
	if err := os.Symlink(path, other); err != nil {
		return u, err
	}
	none := map[string]any{"perlheap": map[string]any{"cache": map[string]int{"size": 0}}}
	if err := t.notify("workspace/didChangeConfiguration", map[string]any{"settings": none}); err != nil {
		return u, err
	}
	t.idle()
	l := &loader{t: t, path: other}
	stop := l.run()
	var times []float64
	for i, began := 0, time.Now(); len(times) < b.questions && time.Since(began) < askAtMost && err == nil; i++ {
		load := l.loading.Load()
		if load == 0 {
			time.Sleep(time.Millisecond)
			continue
		}
		sent := time.Now()
		if err = t.command("show", map[string]any{"address": b.sample[i%len(b.sample)].String()}); refused(err) {
			err = nil
		}
		if took := time.Since(sent).Seconds(); l.loading.Load() == load {
			times = append(times, took)
		}
	}
	return usage{wall: quantile(times, 0.99)}, errors.Join(err, stop())
}

// look looks once at every record.
func (b *bench) look(path string) (usage, error) {
	dump, err := pmat.Open(b.ctx, path, nil)
	if err != nil {
		return usage{}, err
	}
	defer dump.Close() //nolint:errcheck // it was only read
	watch := newStopwatch()
	for d := dump.Records(); d.Next(); {
		if d.SVs%(1<<16) == 0 && b.ctx.Err() != nil {
			return usage{}, b.ctx.Err()
		}
	}
	u := watch.usage()
	u.wall, u.cpu = max(u.wall, 1e-4), max(u.cpu, 1e-2) // the clocks are no finer
	return u, nil
}

// least returns the least times of runs, each of its own, and the highest peak.
func least(runs []usage) usage {
	m := runs[0]
	for _, r := range runs[1:] {
		m = usage{min(m.wall, r.wall), min(m.cpu, r.cpu), max(m.peak, r.peak)}
	}
	return m
}
