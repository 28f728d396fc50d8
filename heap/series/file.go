package series

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/wire"
)

// Format is the version of the series that are read and written.
const Format = 1

// Ending is the extension of series files.
const Ending = ".series.jsonl"

// maxFile bounds a series that is read or written.
const maxFile = 256 << 20

// Series is the content of a file.
type Series struct {
	Path   string
	Head   wire.SeriesHead
	Count  int      // of points
	Dumps  []string // the names of their dumps, oldest first, removed or not
	Points []*Point // of them as many as were asked for
	table  *table
	text   []byte
}

// Read reads a series, and of its points at most so many, spread evenly with the
// first and the last; 0 for none. They are fewer if they would take too much
// memory. The error says which line is wrong.
func Read(path string, most int) (*Series, error) {
	s, err := load(path)
	if err != nil {
		return nil, err
	}
	told := 0 // shapes of all points
	these := picked(bytes.Count(s.text, []byte("\n"))-1, most)
	err = s.scan(func(j *wire.SeriesPoint) error {
		s.Dumps = append(s.Dumps, j.Dump)
		s.Count++
		if !these[s.Count-1] {
			return nil
		}
		p := s.table.point(*j)
		s.Points = append(s.Points, p)
		if told += len(p.shapes); told > maxCompared {
			return errTooManyShapes
		}
		return nil
	})
	switch {
	case errors.Is(err, errTooManyShapes) && most > 2: // see maxShapes
		return Read(path, max(2, most/2))
	case errors.Is(err, errTooManyShapes):
		return nil, fmt.Errorf("%s: its points have more than %d shapes together", path, maxCompared)
	case err != nil:
		return nil, err
	}
	return s, nil
}

var errTooManyShapes = errors.New("too many shapes")

// Each reads a series, and hands on its points, one by one. It keeps none of them.
func Each(path string, f func(head wire.SeriesHead, p *Point) error) error {
	s, err := load(path)
	if err != nil {
		return err
	}
	return s.scan(func(j *wire.SeriesPoint) error { return f(s.Head, s.table.point(*j)) })
}

// load reads a file, and nothing in it yet.
func load(path string) (*Series, error) {
	f, err := pmat.OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("%s: a series has at most %d MiB", path, maxFile>>20)
	}
	return &Series{Path: path, table: newTable(), text: text}, nil
}

// scan reads the head, and hands on the points, which are then in the table. An
// error of f is given as it is.
func (s *Series) scan(f func(j *wire.SeriesPoint) error) error {
	text := s.text
	for n := 0; len(text) > 0; n++ {
		line, rest, whole := bytes.Cut(text, []byte("\n"))
		text = rest
		if !whole {
			return fmt.Errorf("%s, line %d: incomplete: the newline is missing", s.Path, n+1)
		}
		if n == 0 {
			if err := json.Unmarshal(line, &s.Head); err != nil {
				return fmt.Errorf("%s: not a series: %w", s.Path, err)
			}
			if s.Head.Format != Format {
				return fmt.Errorf("%s: its format is %d; this perlheap reads format %d", s.Path, s.Head.Format, Format)
			}
			continue
		}
		var j wire.SeriesPoint
		if err := json.Unmarshal(line, &j); err != nil {
			return fmt.Errorf("%s, line %d: %w", s.Path, n+1, err)
		}
		if err := s.table.add(&j); err != nil {
			return fmt.Errorf("%s, line %d: %w", s.Path, n+1, err)
		}
		if err := f(&j); err != nil {
			return err
		}
	}
	if s.Head.Format == 0 {
		return fmt.Errorf("%s: empty", s.Path)
	}
	return nil
}

// picked gives at most so many of n points, which lie evenly, the first and the
// last among them.
func picked(n, most int) map[int]bool {
	these := map[int]bool{}
	if n > 0 && most > 0 {
		these[n-1] = true
	}
	for k := range min(n, most) - 1 {
		these[k*(n-1)/(min(n, most)-1)] = true
	}
	return these
}

// Append adds a point to a series, which it begins if there is none at the path.
// The file is there as it was or with the point, never in between.
func Append(path string, head wire.SeriesHead, p *Point) error {
	s, err := Read(path, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		head.Format = Format
		text, err := json.Marshal(head)
		if err != nil {
			return err
		}
		s = &Series{Head: head, table: newTable(), text: append(text, '\n')}
	case err != nil:
		return err
	case !Same(s.Head, head):
		return fmt.Errorf("%s: it is of another process: %d, started %s", path, s.Head.PID, s.Head.Started.Format("2006-01-02 15:04:05"))
	}
	j, err := s.table.encode(p)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	line, err := json.Marshal(j)
	if err != nil {
		return err
	}
	if len(s.text)+len(line) >= maxFile {
		return fmt.Errorf("%s: a series has at most %d MiB: move it away to begin another", path, maxFile>>20)
	}
	return files.Write(path, func(w io.Writer) error {
		_, err := w.Write(append(append(s.text, line...), '\n'))
		return err
	})
}

// HeadOf reads the head of a series.
func HeadOf(path string) (wire.SeriesHead, error) {
	var head wire.SeriesHead
	f, err := pmat.OpenRegular(path)
	if err != nil {
		return head, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	if err := json.NewDecoder(io.LimitReader(f, 1<<20)).Decode(&head); err != nil || head.Format != Format {
		return head, errors.Join(fmt.Errorf("%s: not a series of format %d", path, Format), err)
	}
	return head, nil
}

// IsSeries reports whether a file is a series, by its extension.
func IsSeries(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && bytes.HasSuffix([]byte(path), []byte(Ending))
}
