package main

import (
	"bytes"
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// droppingWriter hands entries of a log to a writer that may block, such as a
// stderr that the editor does not read. Nobody waits for it; entries that come when
// too many wait are counted and dropped.
type droppingWriter struct {
	entries chan []byte
	dropped atomic.Int64
}

// keptEntries is how many entries wait.
const keptEntries = 1000

func newDroppingWriter(w io.Writer) *droppingWriter {
	d := &droppingWriter{entries: make(chan []byte, keptEntries)}
	go func() {
		for entry := range d.entries {
			if n := d.dropped.Swap(0); n > 0 {
				entry = append(entry, fmt.Sprintf("%d entries were dropped because nobody read the log\n", n)...)
			}
			_, _ = w.Write(entry) // nobody is left to be told
		}
	}()
	return d
}

// Write never waits and never fails.
func (d *droppingWriter) Write(p []byte) (int, error) {
	select {
	case d.entries <- bytes.Clone(p):
	default:
		d.dropped.Add(1)
	}
	return len(p), nil
}

// Sync has nothing to do.
func (d *droppingWriter) Sync() error { return nil }

// flush gives what waits a moment to be written.
func (d *droppingWriter) flush() {
	for end := time.Now().Add(100 * time.Millisecond); len(d.entries) > 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}
