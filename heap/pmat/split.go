package pmat

import (
	"context"
	"errors"
	"math"
	"sync"
)

// A dump is one stream of records, each of which ends where its own bytes say:
// no place in the middle is known to begin a record. Several goroutines read
// it all the same. Starts guesses places by looking for bytes that decode to
// many plausible SVs behind each other, and from each one a decoder sets out.
// A decoder ends where it comes upon a start exactly, and goes on past a start
// that it does not hit: that guess was wrong. So the decoders that begin at
// the first record, then where that one ended, and so on, have together read
// exactly what one decoder alone reads; the others are dropped.

// never is an offset that no record has.
const never = math.MaxInt64

// errAhead ends a decoder at a record whose length depends on records before
// the place where it set out (a C struct, or what declares one), and one that
// seems to have set out from a wrong guess.
var errAhead = errors.New("the records before have to be read first")

const (
	searched  = 64 << 10 // bytes after a place in which a record is looked for
	plausible = 48       // SVs behind each other that make a start
	maxStarts = 4096     // are looked for: a file with holes may claim any size
)

// Starts are offsets at which records seem to begin: that of the first record,
// then one for about every so many bytes, ascending. Each is looked for when
// somebody asks for it.
type Starts struct {
	file *File
	ctx  context.Context
	step int64 // bytes between two of them, about

	look  sync.Mutex // held while the next is looked for
	tried int        // places near which one was looked for; by whoever looks

	mu    sync.Mutex
	found []int64
	next  int64 // the one after these does not lie before
}

// Starts returns one start for about every n bytes, at most maxStarts. If ctx
// ends, no more are found.
func (f *File) Starts(ctx context.Context, n int64) *Starts {
	n = max(n, f.there()/maxStarts)
	return &Starts{file: f, ctx: ctx, step: n, found: []int64{f.heapAt}, next: f.heapAt + n}
}

// onlyStart is a single start.
func onlyStart(at int64) *Starts { return &Starts{found: []int64{at}, next: never} }

// At returns the i-th start; false if there are not so many.
func (s *Starts) At(i int) (off int64, ok bool) {
	if off, ok, all := s.known(i); ok || all {
		return off, ok
	}
	s.look.Lock()
	defer s.look.Unlock()
	for {
		if off, ok, all := s.known(i); ok || all {
			return off, ok
		}
		s.findNext()
	}
}

// known returns the i-th start if it was found, and whether all were.
func (s *Starts) known(i int) (off int64, ok, all bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i < len(s.found) {
		return s.found[i], true, false
	}
	return never, false, s.next == never
}

// notBefore returns an offset before which the i-th start does not lie.
func (s *Starts) notBefore(i int) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i < len(s.found) {
		return s.found[i]
	}
	return s.next
}

// findNext looks for a start near the next place.
func (s *Starts) findNext() {
	s.mu.Lock()
	at, last := s.next, s.found[len(s.found)-1]
	s.mu.Unlock()
	off, ok, next := int64(0), false, int64(never)
	if s.tried++; s.tried < maxStarts && s.ctx.Err() == nil && s.file.Has(at+s.step/2+1) {
		off, ok = s.file.startNear(at)
		next = at + s.step
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = next
	if ok && off > last {
		s.found = append(s.found, off)
	}
}

func (f *File) startNear(at int64) (int64, bool) {
	f.Has(at + searched)
	b := make([]byte, min(searched, f.there()-at))
	if _, err := f.src.ReadAt(b, at); err != nil {
		return 0, false
	}
	o, h := byteOrder(f.Header.BigEndian), f.Header
	d := f.RecordsFrom(onlyStart(at), 0)
	d.ahead = true
	tried := 0
	for i := 0; i+f.layout.common < len(b) && tried < maxTried; i++ {
		t := Type(b[i])
		if t == TypeEnd || t > TypeClass || f.layout.sv[t].refused != nil || !f.isPlausible(Addr(o.word(b[i+1:], h.PtrLen))) {
			continue
		}
		tried++
		if off := at + int64(i); f.decodes(d, off) {
			return off, true
		}
	}
	return 0, false
}

// maxTried bounds how many offsets are tried, so that bytes made to look like
// records cost little.
const maxTried = 4096

// decodes reports whether many SVs stand behind each other from an offset on.
func (f *File) decodes(d *Decoder, off int64) bool {
	d.err, d.rec, d.isSV = nil, Record{}, false
	d.in.reset(off)
	for n := 0; n < plausible; n++ {
		if !d.Next() || !f.isPlausible(d.rec.Addr) || d.rec.Count > maxPlausible || n == 0 && d.rec.Type.IsExtension() {
			return false
		}
	}
	return true
}

// maxPlausible is how many entries an SV has at most that helps to find a
// start: passing over more takes long.
const maxPlausible = 1 << 16

// isPlausible reports whether an SV can stand at an address: perl aligns them,
// and no system gives more than 56 bits to programs.
func (f *File) isPlausible(a Addr) bool {
	return a != 0 && a&3 == 0 && a < 1<<56
}

const maxMissed = 2

// RecordsFrom returns a decoder that begins at the i-th of the starts, which was
// found, and ends where it reaches a later one. Decoders of different starts may be
// used by different goroutines.
func (f *File) RecordsFrom(starts *Starts, i int) *Decoder {
	d := &Decoder{file: f, starts: starts, next: i + 1, start: starts.notBefore(i + 1), ahead: i > 0}
	d.in = f.input(byteOrder(f.Header.BigEndian))
	if buf, ok := f.buffers.Get().(*[]byte); ok {
		d.in.buf = *buf
	} else {
		d.in.buf = make([]byte, min(sequentialBuffer, max(recordBuffer, d.in.size))+maxWindow)
	}
	d.in.reset(starts.notBefore(i))
	return d
}

// endsAtStart passes over the starts that were not hit and reports whether the
// decoder ends here: on a start, or because it missed so many that it is
// itself likely to be a wrong guess.
func (d *Decoder) endsAtStart() bool {
	at := d.rec.Offset
	for d.start, _ = d.starts.At(d.next); d.start < at; d.start, _ = d.starts.At(d.next) {
		d.next++
		d.missed++
	}
	if at != d.start && d.ahead && d.missed > maxMissed {
		d.fail(errAhead)
		return true
	}
	return at == d.start
}

// Start returns the start at which Next ended; false if it ended for another
// reason.
func (d *Decoder) Start() (int64, bool) {
	// By the record that was looked at last: one may also lie right behind the
	// end of the section, where the input stands too.
	return d.start, d.err == nil && d.rec.Offset == d.start
}

// Resume continues a decoder that ended only because it did not know what
// precedes its start, now that all of that has been read. It returns false if
// the decoder ended for another reason.
func (d *Decoder) Resume() bool {
	d.ahead = false
	if !errors.Is(d.err, errAhead) {
		return false
	}
	d.err = nil
	d.in.reset(d.rec.Offset)
	d.rec = Record{}
	return true
}

// Pause returns the buffer to the pool, for other decoders of the file, until
// more is read.
func (d *Decoder) Pause() {
	buf := d.in.buf
	d.in.start, d.in.pos, d.in.end, d.in.buf = d.in.offset(), 0, 0, nil
	if buf != nil {
		d.file.buffers.Put(&buf)
	}
}
