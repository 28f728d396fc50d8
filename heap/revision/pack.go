package revision

import (
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"sort"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"

	"github.com/perlheap/perlheap/heap/files"
)

// pack is a file of many objects and its index, of version 2 as gitformat-pack
// tells: 256 counts, then the numbers of the objects in order, checksums, and
// offsets.
type pack struct {
	index, file *os.File
	scanner     *packfile.Scanner
	counts      [256]uint32 // of objects whose first byte is at most this
	count       int
	bases       map[int64]base // what others are told as differences to
	room        int            // bytes that bases may still take
}

type base struct {
	kind plumbing.ObjectType
	data []byte
}

const (
	indexHead = 8
	indexIDs  = indexHead + 4*256
	idLen     = len(plumbing.Hash{})
	// maxBases is how many bytes are kept of what others are differences to.
	maxBases = 16 << 20
	// maxDeltas is how many differences in a row are followed; git makes no
	// more.
	maxDeltas = 4096
)

func openPack(reader *files.Reader, name string) (*pack, error) {
	p := &pack{bases: map[int64]base{}, room: maxBases}
	var err error
	if p.index, err = reader.Open(name + ".idx"); err != nil {
		return nil, err
	}
	if p.file, err = reader.Open(name + ".pack"); err == nil {
		err = p.head()
	}
	if err != nil {
		p.close()
		return nil, err
	}
	p.scanner = packfile.NewScanner(p.file)
	return p, nil
}

func (p *pack) close() {
	for _, f := range []*os.File{p.index, p.file} {
		if f != nil {
			_ = f.Close() // it was only read
		}
	}
}

// head reads what is before the numbers.
func (p *pack) head() error {
	var head [indexIDs]byte
	if _, err := p.index.ReadAt(head[:], 0); err != nil {
		return err
	}
	if string(head[:8]) != "\xfftOc\x00\x00\x00\x02" {
		return errors.New("it has no version 2 index")
	}
	last := uint32(0)
	for i := range p.counts {
		n := binary.BigEndian.Uint32(head[indexHead+4*i:])
		if n < last {
			return errDamaged
		}
		p.counts[i], last = n, n
	}
	p.count = int(last)
	info, err := p.index.Stat()
	if err == nil && int64(p.count) > info.Size()/int64(idLen+8) {
		err = errDamaged
	}
	return err
}

// id returns the number of an object by its index.
func (p *pack) id(i int) (id plumbing.Hash, err error) {
	_, err = p.index.ReadAt(id[:], indexIDs+int64(i)*int64(idLen))
	return id, err
}

// search returns the index of the first object whose number is not less.
func (p *pack) search(id plumbing.Hash) int {
	from, to := 0, int(p.counts[id[0]])
	if id[0] > 0 {
		from = int(p.counts[id[0]-1])
	}
	return from + sort.Search(to-from, func(i int) bool {
		at, err := p.id(from + i)
		return err != nil || slices.Compare(at[:], id[:]) >= 0
	})
}

// find returns the offset of an object.
func (p *pack) find(id plumbing.Hash) (offset int64, ok bool) {
	i := p.search(id)
	if i >= p.count {
		return 0, false
	}
	if at, err := p.id(i); err != nil || at != id {
		return 0, false
	}
	n := int64(p.count)
	var b [8]byte
	if _, err := p.index.ReadAt(b[:4], indexIDs+n*int64(idLen+4)+4*int64(i)); err != nil {
		return 0, false
	}
	offset = int64(binary.BigEndian.Uint32(b[:]))
	if offset < 1<<31 {
		return offset, true
	}
	if _, err := p.index.ReadAt(b[:], indexIDs+n*int64(idLen+8)+8*(offset-1<<31)); err != nil {
		return 0, false
	}
	offset = int64(binary.BigEndian.Uint64(b[:]))
	return offset, offset >= 0
}

// object reads an object: what it is told as a difference to, and so on, down
// to one that is told whole; then the differences.
func (p *pack) object(s *store, offset int64) (kind plumbing.ObjectType, data []byte, err error) {
	type delta struct {
		offset int64
		data   []byte
	}
	var deltas []delta
	left := 2 * maxObject // for deltas
	for data == nil {
		if b, ok := p.bases[offset]; ok {
			kind, data = b.kind, b.data
			break
		}
		h, err := p.scanner.SeekObjectHeader(offset)
		if err != nil {
			return 0, nil, err
		}
		if h.Length > maxObject {
			return 0, nil, tooLarge(h.Length)
		}
		to := limited{limit: int(h.Length)}
		if _, _, err := p.scanner.NextObject(&to); err != nil {
			return 0, nil, err
		}
		next, whole := int64(0), false
		switch h.Type {
		case plumbing.OFSDeltaObject:
			next = h.OffsetReference
		case plumbing.REFDeltaObject:
			if at, ok := p.find(h.Reference); ok {
				next = at
				break
			}
			if kind, data, err = s.loose(h.Reference); err != nil {
				return 0, nil, err
			}
		default:
			whole = true
			kind, data = h.Type, to.clone()
			p.keep(offset, base{kind, data})
		}
		if !whole {
			deltas = append(deltas, delta{offset, to.clone()})
			if left -= to.Len(); left < 0 || len(deltas) > maxDeltas {
				return 0, nil, errDamaged
			}
			offset = next
		}
		if whole && data == nil {
			data = []byte{}
		}
	}
	for _, d := range slices.Backward(deltas) {
		if size, ok := becomes(d.data); !ok || size > maxObject {
			return 0, nil, errDamaged
		}
		if s.left.Add(-int64(len(data))) < 0 {
			return 0, nil, tooLarge(maxUnpacked)
		}
		if data, err = packfile.PatchDelta(data, d.data); err != nil {
			return 0, nil, err
		}
		p.keep(d.offset, base{kind, data})
	}
	return kind, data, nil
}

// keep remembers what others may be differences to.
func (p *pack) keep(offset int64, b base) {
	if len(b.data) > maxBases/4 {
		return
	}
	if p.room -= len(b.data) + 64; p.room < 0 {
		p.bases, p.room = map[int64]base{}, maxBases
	}
	p.bases[offset] = b
}

// becomes returns the size of what a difference makes.
func becomes(delta []byte) (size uint64, ok bool) {
	for range 2 { // that of what it is a difference to comes first
		n := 0
		if size, n = binary.Uvarint(delta); n <= 0 {
			return 0, false
		}
		delta = delta[n:]
	}
	return size, true
}
