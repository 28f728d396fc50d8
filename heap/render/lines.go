package render

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

// LinesJSON is what is alive by lines for machines. Its keys are stable.
type LinesJSON struct {
	Dump    string        `json:"dump"`
	Total   int           `json:"total"` // of items; Lines may be a part of them
	Codes   int           `json:"codes"` // all CODEs of the heap
	Bytes   int64         `json:"bytes"` // of the heap
	Lines   []LineJSON    `json:"lines"`
	Missing []MissingJSON `json:"missing,omitempty"`
}

// LineJSON is an item at its line for machines. What Bytes and Elements are
// of depends on the kind, see [site.Item].
type LineJSON struct {
	File         string  `json:"file"`             // Path if there is one, else RecordedFile
	Path         string  `json:"path,omitempty"`   // of the source as it is now
	Line         int     `json:"line"`             // RecordedLine if it was not found; 0 for none
	State        string  `json:"state"`            // exact, moved, uncertain, gone, unlocated
	Reason       string  `json:"reason,omitempty"` // why, if that is not plain: see [site.Reason]
	Role         string  `json:"role"`             // what stands there, see [site.Role]
	Attributed   bool    `json:"attributed"`       // concluded, not recorded or declared
	Of           int     `json:"of,omitempty"`     // it is one of so many lines; left out for 1
	RecordedFile string  `json:"recordedFile"`
	RecordedLine int     `json:"recordedLine"` // as the dump has it; 0 for none
	Kind         string  `json:"kind"`         // closure, sub, object, variable, allocation
	Name         string  `json:"name,omitempty"`
	Class        string  `json:"class,omitempty"` // of objects
	Type         string  `json:"type,omitempty"`  // HASH, ARRAY, SCALAR, REF, CODE, …
	Scope        string  `json:"scope,omitempty"` // of a variable: package, my, state
	Count        int     `json:"count"`           // alive; of closures without the prototype
	Elements     int64   `json:"elements,omitempty"`
	Temporaries  int64   `json:"temporaries,omitempty"` // of a sub: bytes that its operators keep
	Share        float64 `json:"share"`                 // of closures: of all CODEs, 0 … 1; else 0
	Bytes        int64   `json:"bytes"`
	ByteShare    float64 `json:"byteShare"` // of the heap's bytes, 0 … 1
	// Retained is what all of it retains together, if that was asked for and it is
	// one thing; it may be more if RetainedLeast is set.
	Retained      *int64     `json:"retained,omitempty"`
	RetainedLeast bool       `json:"retainedLeast,omitempty"`
	Captures      []string   `json:"captures,omitempty"`
	Compiled      int        `json:"compiled,omitempty"` // of closures: how often their text was, if several times
	Evals         *EvalsJSON `json:"evals,omitempty"`
	Parts         []PartJSON `json:"parts,omitempty"` // of allocations, most bytes first
	Also          []AlsoJSON `json:"also,omitempty"`  // other lines of the item
	Example       string     `json:"example"`         // the address of a typical one

	recorded string // as the dump has it, to be resolved
	shown    string // Name for a person
}

func (l *LineJSON) retained() string {
	if l.Retained == nil {
		return "-"
	}
	return Retained(retained.Size{Bytes: *l.Retained, Least: l.RetainedLeast})
}

// EvalsJSON says how often a string eval compiled a text that something is
// alive of.
type EvalsJSON struct {
	Texts int `json:"texts"`
	First int `json:"first"` // the lowest number N of an (eval N)
	Last  int `json:"last"`  // the highest
}

// PartJSON is the SVs of one type and class of those allocated at a line.
type PartJSON struct {
	Type        string `json:"type"`
	Class       string `json:"class,omitempty"`
	Count       int    `json:"count"`
	Bytes       int64  `json:"bytes"`
	FirstSerial uint64 `json:"firstSerial"`
	LastSerial  uint64 `json:"lastSerial"`
	Example     string `json:"example"` // of the last

	shownClass string // Class for a person
}

// AlsoJSON is another line that an item belongs to.
type AlsoJSON struct {
	Path       string `json:"path"`
	Line       int    `json:"line"`
	State      string `json:"state"`
	Role       string `json:"role"`
	Attributed bool   `json:"attributed"`
	Of         int    `json:"of,omitempty"`
}

// MissingJSON is a recorded file that was not found, or not read.
type MissingJSON struct {
	RecordedFile string   `json:"recordedFile"`
	Reason       string   `json:"reason,omitempty"` // why it is not read although it is there
	Candidates   []string `json:"candidates"`       // files that it may be
	Count        int      `json:"count"`            // of items that are recorded there
}

// NewItemJSON describes an item for machines, with its spots: there is at
// least one.
func NewItemJSON(h *heap.Heap, t *site.Table, i *site.Item, spots []site.Spot) LineJSON {
	at := spots[0]
	j := LineJSON{
		File: Whole(i.Recorded.File), Path: at.Path, Line: int(at.Line), State: at.State.String(), Reason: string(at.Reason),
		Role: string(at.Role), Attributed: at.Attributed, Of: several(at.Of),
		RecordedFile: Whole(i.Recorded.File), RecordedLine: i.Recorded.Line,
		Kind: string(i.Kind), Name: Whole(i.Name), Type: i.Type, Scope: string(i.Scope),
		Count: i.Count, Elements: i.Elements, Temporaries: i.Temporaries, Bytes: i.Bytes, ByteShare: share(i.Bytes, t.HeapBytes),
		Example: h.Addr(i.Example).String(), recorded: i.Recorded.File, shown: Name(i.Name),
	}
	if j.Path != "" {
		j.File = j.Path
	}
	switch i.Kind {
	case site.KindObject:
		j.Class = j.Name
	case site.KindClosure:
		j.Share = share(int64(i.Count), int64(t.Codes))
		j.Compiled = several(len(i.Sites))
		for _, c := range i.Sites[0].Captures {
			j.Captures = append(j.Captures, Whole(c))
		}
	}
	if e := i.Evals; e != nil {
		j.Evals = &EvalsJSON{e.Texts, e.First, e.Last}
	}
	for _, p := range i.Parts {
		j.Parts = append(j.Parts, PartJSON{p.Type, Whole(p.Class), p.Count, p.Bytes, p.First, p.Last, h.Addr(p.Example).String(), Name(p.Class)})
	}
	for _, s := range spots[1:] {
		j.Also = append(j.Also, AlsoJSON{s.Path, int(s.Line), s.State.String(), string(s.Role), s.Attributed, several(s.Of)})
	}
	return j
}

// NewLineJSON describes the closures of a placed site for machines.
func NewLineJSON(h *heap.Heap, t *site.Table, s *site.Site, p site.Place) LineJSON {
	i := &site.Item{
		Kind: site.KindClosure, Name: s.Name, Type: heap.KindCode.String(), Recorded: s.Recorded,
		Count: s.Closures, Bytes: s.Bytes, Example: s.Example, Sites: []*site.Site{s},
	}
	return NewItemJSON(h, t, i, []site.Spot{{Place: p, Role: site.RoleSub, Of: 1}})
}

func several(n int) int {
	if n == 1 {
		return 0
	}
	return n
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Miss adds the recorded files of lines that were not found, most items first
// as the lines are; find gives the files that one may be, and why one that is
// there is not read.
func (j *LinesJSON) Miss(find func(recorded string) (candidates []string, reason error)) {
	index := map[string]int{}
	for k := range j.Lines {
		l := &j.Lines[k]
		if l.Path != "" || l.Reason != "" || l.recorded == "" || files.NoFile(l.recorded) {
			continue
		}
		at, known := index[l.RecordedFile]
		if !known {
			at = len(j.Missing)
			index[l.RecordedFile] = at
			j.Missing = append(j.Missing, NewMissingJSON(l.recorded, find))
		}
		j.Missing[at].Count++
	}
}

// NewMissingJSON describes a recorded file that was not found, or not read.
func NewMissingJSON(recorded string, find func(recorded string) (candidates []string, reason error)) MissingJSON {
	candidates, reason := find(recorded)
	m := MissingJSON{RecordedFile: Whole(recorded), Candidates: candidates}
	if m.Candidates == nil {
		m.Candidates = []string{}
	}
	if reason != nil {
		m.Reason = Safe(strings.TrimPrefix(reason.Error(), recorded+": "))
	}
	return m
}

// Lines writes what is alive as a table. Paths below root are written relative
// to it.
func Lines(w io.Writer, j LinesJSON, root string) error {
	if len(j.Lines) == 0 {
		_, err := fmt.Fprintf(w, "Nothing of what was asked for is alive in %s.\n", j.Dump)
		return err
	}
	t := &table{seps: []string{"  "}, right: []bool{true, true, true, true}}
	head := []string{"BYTES", "OF THE HEAP", "COUNT", "TYPICAL", "KIND", "WHAT", "LINE"}
	retain := slices.ContainsFunc(j.Lines, func(l LineJSON) bool { return l.Retained != nil })
	if retain {
		t.right = append(t.right, true)
		head = slices.Insert(head, 1, "RETAINED")
	}
	t.add(head...)
	for k := range j.Lines {
		l := &j.Lines[k]
		row := []string{Bytes(l.Bytes), Percent(l.ByteShare), Count(l.Count), l.Example, l.Kind, l.what(), l.where(root)}
		if retain {
			row = slices.Insert(row, 1, l.retained())
		}
		t.add(row...)
	}
	if _, err := io.WriteString(w, t.String()); err != nil {
		return err
	}
	if more := j.Total - len(j.Lines); more > 0 {
		_, err := fmt.Fprintf(w, "… and %s more\n", Count(more))
		return err
	}
	return nil
}

// shownParts is how many parts of an allocation a table names.
const shownParts = 3

// what says what an item is.
func (l *LineJSON) what() string {
	what := l.shown
	switch site.Kind(l.Kind) {
	case site.KindAllocation:
		var parts []string
		for k, p := range l.Parts {
			if k == shownParts {
				parts = append(parts, "…")
				break
			}
			part := Count(p.Count) + " " + p.Type
			if p.Class != "" {
				part += "=" + p.shownClass
			}
			parts = append(parts, part)
		}
		what = strings.Join(parts, ", ")
	case site.KindClosure:
		if what == "" {
			what = "an anonymous sub"
		}
		what += ", " + Percent(l.Share) + " of all subs"
	case site.KindSub:
		if what == "" {
			what = "the program"
		}
		if l.Type == heap.KindCode.String() {
			what += counted(l.Elements, "constant", "constants")
			if l.Temporaries > 0 {
				what += ", " + Bytes(l.Temporaries) + " of temporaries"
			}
		} else {
			what += ", a constant" + counted(l.Elements, "entry", "entries")
		}
	case site.KindVariable:
		if strings.HasPrefix(l.Name, "@") {
			what += counted(l.Elements, "element", "elements")
		} else {
			what += counted(l.Elements, "entry", "entries")
		}
	}
	if l.Evals != nil && l.Evals.Texts > 1 {
		what += fmt.Sprintf(", of %s evals (eval %d … %d)", Count(l.Evals.Texts), l.Evals.First, l.Evals.Last)
	} else if l.Evals != nil {
		what += fmt.Sprintf(", of (eval %d)", l.Evals.First)
	} else if l.Compiled > 1 {
		what += fmt.Sprintf(", compiled %s times", Count(l.Compiled))
	}
	return what
}

// counted writes how many there are of something, if there is any.
func counted(n int64, one, many string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", 1 " + one
	}
	return ", " + Count(int(n)) + " " + many
}

// where says where an item stands, and how sure that is unless it is exact.
func (l *LineJSON) where(root string) string {
	if l.File == "" {
		if l.Reason == string(site.ReasonDebugger) {
			return "– (" + reasons[site.ReasonDebugger] + ")"
		}
		return "–"
	}
	where := l.recorded
	if l.Path != "" {
		where = l.Path
		if rel, err := filepath.Rel(root, l.Path); err == nil && filepath.IsLocal(rel) {
			where = rel
		}
	}
	where = Name(where)
	if l.Line > 0 {
		where += fmt.Sprintf(":%d", l.Line)
	}
	switch l.State {
	case site.Moved.String(), site.Uncertain.String(), site.Gone.String():
		where += " (" + l.State + ")"
	case site.Exact.String():
		if why := reasons[site.Reason(l.Reason)]; why != "" {
			where += " (" + why + ")"
		}
	}
	if l.Of > 1 {
		where += fmt.Sprintf(" (one of %d lines)", l.Of)
	}
	return where
}
