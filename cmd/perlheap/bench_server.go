package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/wire"
)

// server measures a server: until the first lens, questions, questions while
// it loads, and loads that are cancelled.
func (b *bench) server(dumps []string, sample []pmat.Addr, lines wire.Lines) error {
	for i, path := range dumps {
		abs, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		dumps[i] = abs
	}
	docs, at, err := documents(lines)
	if err != nil {
		return err
	}
	if err := b.section(fmt.Sprintf("A server (median of %d, and the highest peak)", b.runs)); err != nil {
		return err
	}
	b.printf("\tseconds\tCPU s\tpeak\tidle after it\tof its own\t\n")
	first := "first lens"
	if len(docs) == 0 {
		first = "first answer of perlheap.lines"
	}
	names := []string{first + " after loadDump", "what it does then by itself", "the same for the later dump", "what it does then by itself"}
	steps := make([][]usage, 2*len(dumps))
	resident, own := make([]int64, len(steps)), make([]int64, len(steps))
	var t *talk
	for range b.runs {
		if t != nil {
			if err := t.end(); err != nil {
				return err
			}
		}
		if err := b.forget(); err != nil {
			return err
		}
		if t, err = b.startServer(); err != nil {
			return err
		}
		for i, path := range dumps {
			used, err := t.firstLens(path, docs)
			if err != nil {
				return errors.Join(err, t.end())
			}
			steps[2*i], steps[2*i+1] = append(steps[2*i], used), append(steps[2*i+1], t.idle())
			resident[2*i+1] = max(resident[2*i+1], procStatus(t.pid(), "VmRSS"))
			own[2*i+1] = max(own[2*i+1], procStatus(t.pid(), "RssAnon"))
		}
	}
	for i, runs := range steps {
		m := median(runs)
		b.printf("%s\t%.2f\t%s\t%s\t%s\t%s\t\n", names[i], m.wall, seconds(m.cpu), mebibytes(m.peak), mebibytes(resident[i]), mebibytes(own[i]))
	}
	var second []usage
	for range b.runs {
		if err := t.end(); err != nil {
			return err
		}
		if t, err = b.startServer(); err != nil {
			return err
		}
		used, err := t.firstLens(dumps[0], docs)
		if err != nil {
			return errors.Join(err, t.end())
		}
		second = append(second, used)
		t.idle()
	}
	m := median(second)
	b.printf("%s the second time\t%.2f\t%s\t%s\t\t\t\n", first, m.wall, seconds(m.cpu), mebibytes(m.peak))
	return errors.Join(b.converse(t, dumps[0], sample, at), t.end())
}

// document is an open file.
type document struct {
	uri  uri.URI
	text string
}

// place is a line with a sub of which closures are alive, 0-based.
type place struct {
	uri  uri.URI
	line int
}

// documents returns the source files of the lines, as far as they are here.
func documents(lines wire.Lines) (docs []document, at []place, err error) {
	open := map[string]bool{}
	for _, l := range lines.Lines {
		if l.Path == "" || len(docs) == maxDocuments && !open[l.Path] {
			continue
		}
		u := uri.File(l.Path)
		at = append(at, place{u, l.Line - 1})
		if open[l.Path] {
			continue
		}
		open[l.Path] = true
		text, err := os.ReadFile(l.Path)
		if err != nil {
			return nil, nil, err
		}
		docs = append(docs, document{u, string(text)})
	}
	return docs, at, nil
}

// maxDocuments is how many files are open as in an editor.
const maxDocuments = 10

// firstLens opens the files, loads the dump and asks for the lenses of the
// first file.
func (t *talk) firstLens(path string, docs []document) (usage, error) {
	resetPeak(t.pid())
	for _, d := range docs {
		if t.open[d.uri] {
			continue
		}
		t.open[d.uri] = true
		item := map[string]any{"uri": d.uri, "languageId": "perl", "version": 1, "text": d.text}
		if err := t.notify("textDocument/didOpen", map[string]any{"textDocument": item}); err != nil {
			return usage{}, err
		}
	}
	begun, cpu := time.Now(), cpuSeconds(t.pid())
	if err := t.command("loadDump", map[string]string{"path": path}); err != nil {
		return usage{}, err
	}
	ask := func() error { return t.command("lines", map[string]int{"limit": 1}) }
	if len(docs) > 0 {
		ask = func() error { return t.lens(docs[0].uri) }
	}
	if err := ask(); err != nil {
		return usage{}, err
	}
	used := usage{time.Since(begun).Seconds(), cpuSeconds(t.pid()) - cpu, procStatus(t.pid(), "VmHWM")}
	return used, t.settle()
}

func (t *talk) lens(u uri.URI) error {
	return t.call("textDocument/codeLens", map[string]any{"textDocument": map[string]any{"uri": u}}, nil)
}

// question is a kind of request; ask sends the i-th.
type question struct {
	name string
	ask  func(i int) error
}

// questions are what a person asks, about SVs and lines chosen at random.
func (t *talk) questions(sample []pmat.Addr, at []place) []question {
	about := func(command string) question {
		return question{command, func(i int) error {
			return t.command(command, map[string]any{"address": sample[i%len(sample)].String()})
		}}
	}
	document := question{"document", func(i int) error {
		return t.command("open", map[string]any{"kind": "sv", "address": sample[i%len(sample)].String()})
	}}
	all := []question{about("identify"), about("show"), about("inrefs"), about("locate"), document}
	if len(at) == 0 {
		return all
	}
	rng := rand.New(rand.NewPCG(2, 2))
	return append(all,
		question{"hover", func(int) error {
			p := at[rng.IntN(len(at))]
			return t.call("textDocument/hover", map[string]any{
				"textDocument": map[string]any{"uri": p.uri}, "position": map[string]int{"line": p.line, "character": 0},
			}, nil)
		}},
		question{"lens", func(int) error { return t.lens(at[rng.IntN(len(at))].uri) }},
	)
}

// askAtMost is how long questions of one kind are sent.
const askAtMost = time.Minute

// converse asks the server that has loaded a dump.
func (b *bench) converse(t *talk, path string, sample []pmat.Addr, at []place) error {
	if b.questions == 0 {
		return nil
	}
	dir, err := os.MkdirTemp("", "perlheap-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // nothing more can be done
	// The same dump under another name is another dump for the server, whose
	// SVs are the same, so that it does not matter which is shown.
	other := filepath.Join(dir, "other.pmat")
	if err := os.Symlink(path, other); err != nil {
		return err
	}
	if len(at) == 0 {
		b.printf("hover and lens are not measured: no source of the dump is below --root\n")
	}
	if err := b.latency("Questions to it", t.questions(sample, at), nil); err != nil {
		return err
	}
	// It has an index, and is to be loaded.
	none := map[string]any{"perlheap": map[string]any{"cache": map[string]int{"size": 0}}}
	if err := t.notify("workspace/didChangeConfiguration", map[string]any{"settings": none}); err != nil {
		return err
	}
	t.idle()
	l := &loader{t: t, path: other}
	stop := l.run()
	err = b.latency("The same while another dump loads", t.questions(sample, at), &l.loading)
	if err := errors.Join(err, stop()); err != nil {
		return err
	}
	return b.cancelled(t, other)
}

// latency asks questions of every kind. With during set those count that were
// under way while it was not 0.
func (b *bench) latency(title string, questions []question, during *atomic.Int64) error {
	if err := b.section(title); err != nil {
		return err
	}
	b.printf("\tmedian ms\t99 %% ms\tworst ms\tasked\t\n")
	for _, q := range questions {
		var times []float64
		began := time.Now()
		for i := 0; len(times) < b.questions && time.Since(began) < askAtMost; i++ {
			load := int64(0)
			if during != nil {
				if load = during.Load(); load == 0 {
					time.Sleep(time.Millisecond)
					continue
				}
			}
			sent := time.Now()
			if err := q.ask(i); err != nil && !refused(err) {
				return err
			}
			if took := time.Since(sent); during == nil || during.Load() == load {
				times = append(times, float64(took)/float64(time.Millisecond))
			}
		}
		b.printf("%s\t%.2f\t%.2f\t%.2f\t%d\t\n", q.name, quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1), len(times))
	}
	return nil
}

// loader loads a dump and forgets it, again and again.
type loader struct {
	t       *talk
	path    string
	loading atomic.Int64 // the number of the load under way, 0 for none
}

// run begins; stop ends it.
func (l *loader) run() (stop func() error) {
	over := make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		for n := int64(1); ; n++ {
			select {
			case <-over:
				ended <- nil
				return
			default:
			}
			l.loading.Store(n)
			err := l.t.command("loadDump", map[string]string{"path": l.path})
			l.loading.Store(0)
			if err == nil {
				err = errors.Join(l.t.settle(), l.t.command("unloadDump", map[string]string{"path": l.path}))
			}
			if err != nil {
				ended <- err
				return
			}
		}
	}()
	return func() error {
		close(over)
		return <-ended
	}
}

// cancelled cancels loads at random points, as a person does with the button
// of the progress message, and measures until each has ended.
func (b *bench) cancelled(t *talk, path string) error {
	if b.cancels == 0 {
		return nil
	}
	t.idle()
	begun := time.Now()
	if err := t.load(path); err != nil {
		return err
	}
	whole := time.Since(begun)
	if err := t.command("unloadDump", map[string]string{"path": path}); err != nil {
		return err
	}
	if err := b.section("Loads that are cancelled"); err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(3, 3))
	var times []float64
	for range 3 * b.cancels { // some have ended before
		if len(times) == b.cancels {
			break
		}
		took, ok, err := t.cancel(path, time.Duration(rng.Float64()*float64(whole)))
		if err != nil {
			return err
		}
		if ok {
			times = append(times, float64(took)/float64(time.Millisecond))
		}
	}
	b.printf("\tmedian ms\tworst ms\tcancelled\t\nuntil the load has ended\t%.2f\t%.2f\t%d\t\n", quantile(times, 0.5), quantile(times, 1), len(times))
	return nil
}

// cancel loads a dump and cancels that a while after it began. ok is false if
// it had ended before.
func (t *talk) cancel(path string, after time.Duration) (took time.Duration, ok bool, err error) {
	answer := make(chan error, 1)
	go func() { answer <- t.command("loadDump", map[string]string{"path": path}) }()
	var token json.RawMessage
	select {
	case token = <-t.begun:
	case <-time.After(patience):
		return 0, false, errors.New("the server does not report that a load has begun")
	case <-t.conn.Done():
		return 0, false, errors.New("the server has ended")
	}
	time.Sleep(after)
	sent := time.Now()
	if err := t.notify("window/workDoneProgress/cancel", map[string]any{"token": token}); err != nil {
		return 0, false, err
	}
	select {
	case <-t.ended:
	case <-time.After(patience):
		return 0, false, errors.New("the server does not report that a cancelled load has ended")
	}
	took = time.Since(sent)
	if err := <-answer; err == nil {
		return 0, false, t.command("unloadDump", map[string]string{"path": path})
	} else if !refused(err) {
		return 0, false, err
	}
	return took, true, nil
}
