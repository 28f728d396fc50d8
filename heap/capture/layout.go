package capture

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap/pmat"
)

// layouts has a table of offsets for each perl: a field a line, with offset
// and size; `sizeof`, and constants. They were computed from perl's headers.
//
//go:embed layouts/*.txt
var layouts embed.FS

// field is the offset and size of a member of a structure.
type field struct{ off, size uint64 }

// layout is what one table has.
type layout struct {
	name     string
	version  [3]int
	threaded bool
	arch     string // amd64, arm64
	fields   map[string]field
	sizes    map[string]uint64
	consts   map[string]uint64
}

// chooseLayout returns the table of a version and build. Subversions of one version
// share a layout; newPerl proves later that it is right.
func chooseLayout(version [3]int, threaded bool, arch string) (*layout, error) {
	names, err := fs.Glob(layouts, "layouts/*.txt")
	if err != nil {
		return nil, err
	}
	var have []string
	for _, name := range names {
		l := parseName(name)
		have = append(have, l.String())
		if l.version[0] != version[0] || l.version[1] != version[1] || l.threaded != threaded || l.arch != arch {
			continue
		}
		text, err := layouts.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return l, l.parse(string(text))
	}
	want := layout{version: version, threaded: threaded, arch: arch}
	return nil, fmt.Errorf("%w: there is no table of offsets for %s (there are %s); %s", ErrUnsupported, &want, strings.Join(have, ", "), howToAdd)
}

// String says which perl it is of.
func (l *layout) String() string {
	return fmt.Sprintf("perl %d.%d.%d (%s, %s)", l.version[0], l.version[1], l.version[2], buildName(l.threaded), l.arch)
}

func buildName(threaded bool) string {
	if threaded {
		return "threaded"
	}
	return "unthreaded"
}

// parseName reads perl-5.36.0-threads-arm64.txt.
func parseName(path string) *layout {
	name := strings.TrimSuffix(strings.TrimPrefix(path, "layouts/perl-"), ".txt")
	parts := strings.Split(name, "-")
	l := &layout{name: name, arch: "amd64", threaded: len(parts) > 1 && parts[1] == "threads"}
	if len(parts) > 2 {
		l.arch = parts[2]
	}
	for i, n := range strings.SplitN(parts[0], ".", 3) {
		l.version[i], _ = strconv.Atoi(n) // a test reads them all
	}
	return l
}

func (l *layout) parse(text string) error {
	l.fields, l.sizes, l.consts = map[string]field{}, map[string]uint64{}, map[string]uint64{}
	scan := bufio.NewScanner(strings.NewReader(text))
	for n := 1; scan.Scan(); n++ {
		line := scan.Text()
		at := strings.LastIndexByte(line, ' ')
		if at < 0 {
			return fmt.Errorf("layout %s, line %d: %q is no field", l.name, n, line)
		}
		head, last := line[:at], line[at+1:]
		if head == "version" || head == "arch" {
			continue
		}
		value, err := strconv.ParseUint(last, 0, 64)
		if err != nil {
			return fmt.Errorf("layout %s, line %d: %w", l.name, n, err)
		}
		if of, ok := strings.CutPrefix(head, "sizeof "); ok {
			l.sizes[of] = value
			continue
		}
		if at = strings.LastIndexByte(head, ' '); at < 0 || strings.HasPrefix(last, "0x") {
			l.consts[head] = value
			continue
		}
		off, err := strconv.ParseUint(head[at+1:], 0, 64)
		if err != nil { // a name of two words, such as a struct's, has its offset last
			return fmt.Errorf("layout %s, line %d: %w", l.name, n, err)
		}
		l.fields[head[:at]] = field{off, value}
	}
	return scan.Err()
}

// off returns the offset of a field, by the first of several names that exists:
// some fields have other names in other versions.
func (l *layout) off(names ...string) (uint64, bool) {
	for _, name := range names {
		if f, ok := l.fields[name]; ok {
			return f.off, true
		}
	}
	return 0, false
}

// Layout is a table of offsets that a person made for an unknown perl, as
// [LayoutProgram] prints it.
type Layout struct{ l *layout }

// ReadLayout reads a table of offsets.
func ReadLayout(path string) (*Layout, error) {
	f, err := pmat.OpenRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, maxLayout+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxLayout {
		return nil, fmt.Errorf("%s: a table of offsets has at most %d bytes", path, maxLayout)
	}
	l, err := parseLayout(path, string(text))
	if err != nil {
		return nil, err
	}
	_, err = l.offsets()
	return &Layout{l}, err
}

// fits checks that a table is for a perl. Whether its offsets are right is proved later.
func (l *Layout) fits(version [3]int, threaded bool, arch string) (*layout, error) {
	have := l.l
	if want := (&layout{version: version, threaded: threaded, arch: arch}); have.String() != want.String() {
		return nil, fmt.Errorf("%w: %s is a table of %s, and it is %s", ErrUnsupported, have.name, have, want)
	}
	return have, nil
}

// howToAdd says what to do about a perl that no table fits.
const howToAdd = "make a table of its headers as perlheap help capture-layout shows, give it with --layout, and please send it in with what perl -V prints"

// maxLayout bounds a table of offsets.
const maxLayout = 1 << 20

// parseLayout reads a table that a person made, as [LayoutProgram] prints it.
func parseLayout(name, text string) (*layout, error) {
	l := &layout{name: name}
	for line := range strings.Lines(text) {
		switch head, value, _ := strings.Cut(strings.TrimSpace(line), " "); head {
		case "version":
			if _, err := fmt.Sscanf(value, "%d.%d.%d", &l.version[0], &l.version[1], &l.version[2]); err != nil {
				return nil, fmt.Errorf("%s: %q is no version", name, value)
			}
		case "arch":
			l.arch = value
		}
	}
	if l.version[0] == 0 || l.arch == "" {
		return nil, fmt.Errorf("%s: it does not say of which version and architecture it is; perlheap help capture-layout has a program that writes it", name)
	}
	if err := l.parse(text); err != nil {
		return nil, err
	}
	_, l.threaded = l.sizes["struct interpreter"]
	return l, l.bounded()
}

// bounded refuses a table with a field beyond its interpreter: reading a copied
// interpreter relies on that.
func (l *layout) bounded() error {
	size, ok := l.sizes["struct interpreter"]
	if !ok {
		return nil
	}
	if size > math.MaxUint16 { // PL_interp_size has 16 bits
		return fmt.Errorf("%s: sizeof struct interpreter is %d, and no perl has one of more than %d bytes", l.name, size, math.MaxUint16)
	}
	for name, f := range l.fields {
		n := f.size
		if slices.Contains(readWhole, name) {
			n = max(n, 8)
		}
		if strings.HasPrefix(name, "I") && (n > size || f.off > size-n) {
			return fmt.Errorf("%s: %s, at %d, is beyond struct interpreter, which has %d bytes", l.name, name, f.off, size)
		}
	}
	return nil
}
