package capture

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"io"
)

// eachNote yields the notes of a PT_NOTE: name, type, content.
func eachNote(b []byte, yield func(name string, kind uint32, desc []byte)) {
	for len(b) >= 12 {
		nameLen, descLen := uint64(binary.LittleEndian.Uint32(b)), uint64(binary.LittleEndian.Uint32(b[4:]))
		kind := binary.LittleEndian.Uint32(b[8:])
		b = b[12:]
		nameEnd := (nameLen + 3) &^ 3
		descEnd := nameEnd + (descLen+3)&^3
		if nameEnd+descLen > uint64(len(b)) {
			return
		}
		yield(string(bytes.TrimRight(b[:nameLen], "\x00")), kind, b[nameEnd:nameEnd+descLen])
		b = b[min(descEnd, uint64(len(b))):]
	}
}

// buildID reads the GNU build ID of an ELF file, or of what is mapped of one;
// nil if it has none.
func buildID(r io.ReaderAt) []byte {
	const ntGNUBuildID, maxNote = 3, 1 << 16
	var head [64]byte
	if _, err := r.ReadAt(head[:], 0); err != nil || string(head[:4]) != elf.ELFMAG {
		return nil
	}
	off, n := int64(binary.LittleEndian.Uint64(head[32:])), int(binary.LittleEndian.Uint16(head[56:]))
	if off < 0 {
		return nil
	}
	var id []byte
	for i := range n {
		var prog [56]byte
		if _, err := r.ReadAt(prog[:], off+int64(i*len(prog))); err != nil {
			return id
		}
		size := binary.LittleEndian.Uint64(prog[32:])
		if binary.LittleEndian.Uint32(prog[:]) != uint32(elf.PT_NOTE) || size > maxNote {
			continue
		}
		note := make([]byte, size)
		if at := int64(binary.LittleEndian.Uint64(prog[8:])); at >= 0 {
			if _, err := r.ReadAt(note, at); err != nil {
				continue
			}
		}
		eachNote(note, func(name string, kind uint32, desc []byte) {
			if name == "GNU" && kind == ntGNUBuildID {
				id = desc
			}
		})
	}
	return id
}

// entryIn finds the entry point of a program in an auxiliary vector, a list of
// pairs of words; 0 if it is not there.
func entryIn(vector []byte) uint64 {
	const atEntry = 9
	for ; len(vector) >= 16; vector = vector[16:] {
		if binary.LittleEndian.Uint64(vector) == atEntry {
			return binary.LittleEndian.Uint64(vector[8:])
		}
	}
	return 0
}
