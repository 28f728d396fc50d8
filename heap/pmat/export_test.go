package pmat

import "bytes"

// arriving is a dump of which ever more is there. Nobody may read what is not.
type arriving struct {
	dump  []byte
	ahead *unpackedAhead
	early bool // somebody did
}

func (a *arriving) ReadAt(b []byte, off int64) (int, error) {
	if off+int64(len(b)) > a.ahead.wait(0) {
		a.early = true
	}
	return bytes.NewReader(a.dump).ReadAt(b, off)
}

// Arriving gives a dump of which a part is there at first, and then piece after
// piece. early says whether somebody has read what was not there.
func Arriving(dump []byte, first, piece int64) (f *File, early func() bool, err error) {
	size := int64(len(dump))
	a := &unpackedAhead{size: min(size, first)}
	a.more.L = &a.mu
	src := &arriving{dump: dump, ahead: a}
	f = &File{src: src, ahead: a}
	go func() {
		for there := a.wait(0); there < size; there += piece {
			a.is(there, false, nil)
		}
		a.is(size, true, nil)
	}()
	return f, func() bool { return src.early }, f.begin()
}
