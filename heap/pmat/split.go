package pmat

import (
	"context"
	"errors"
	"math"
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

// Starts returns offsets at which records seem to begin: that of the first
// record, then one for about every n bytes, ascending, at most maxStarts. If ctx
// ends, it returns those found so far.
func (f *File) Starts(ctx context.Context, n int64) []int64 {
	n = max(n, f.size/maxStarts)
	starts := []int64{f.heapAt}
	for at := f.heapAt + n; at < f.size-n/2 && ctx.Err() == nil; at += n {
		if off, ok := f.startNear(at); ok && off > starts[len(starts)-1] {
			starts = append(starts, off)
		}
	}
	return starts
}

func (f *File) startNear(at int64) (int64, bool) {
	b := make([]byte, min(searched, f.size-at))
	if _, err := f.src.ReadAt(b, at); err != nil {
		return 0, false
	}
	o, h := byteOrder(f.Header.BigEndian), f.Header
	d := f.RecordsFrom([]int64{at}, 0)
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

// RecordsFrom returns a decoder that begins at the i-th of the starts and ends
// where it reaches a later one. Decoders of different starts may be used by
// different goroutines.
func (f *File) RecordsFrom(starts []int64, i int) *Decoder {
	d := &Decoder{file: f, starts: starts[i+1:], start: never, ahead: i > 0}
	if len(d.starts) > 0 {
		d.start = d.starts[0]
	}
	d.in = input{r: f.src, size: f.size, order: byteOrder(f.Header.BigEndian)}
	if buf, ok := f.buffers.Get().(*[]byte); ok {
		d.in.buf = *buf
	} else {
		d.in.buf = make([]byte, min(sequentialBuffer, max(recordBuffer, f.size))+maxWindow)
	}
	d.in.reset(starts[i])
	return d
}

// endsAtStart passes over the starts that were not hit and reports whether the
// decoder ends here: on a start, or because it missed so many that it is
// itself likely to be a wrong guess.
func (d *Decoder) endsAtStart() bool {
	at := d.rec.Offset
	for len(d.starts) > 0 && d.starts[0] < at {
		d.starts = d.starts[1:]
		d.missed++
	}
	d.start = never
	if len(d.starts) > 0 {
		d.start = d.starts[0]
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
