package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// TestAgainstPmat runs commands with pmat and with perlheap and compares what
// they print. testdata/oracle-differences.md lists what may differ.
func TestAgainstPmat(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	requireTool(t, "pmat (Debian: libdevel-mat-perl)", "perl", "-MDevel::MAT", "-MDevel::MAT::Cmd::Terminal", "-e1")
	for _, name := range []string{"p514-amd64-d020", "p536-amd64-d046", "p536-amd64-d046-gadget", "p536-amd64-d046-leak.3"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := loaded(t, dumpPath(name))
			c := newComparison(s.heap)
			lines := append(slices.Clone(pmatCommands), c.samples()...)
			answers := pmatAnswers(t, dumpPath(name), lines)
			compared, refused := 0, 0
			for _, line := range lines {
				want, answered := answers[line]
				if !answered {
					t.Errorf("pmat did not come to %q", line)
					continue
				}
				if strings.Contains(want, "died: ") {
					refused++ // perlheap answers; there is nothing to compare
					continue
				}
				words := strings.Fields(line)
				got := s.ask(t, words[0], words[1:]...)
				compared++
				if strings.Contains(want, "'*main::^") {
					continue // pmat does not find symbols by a control character
				}
				if diff := c.differences(line, want, got); diff != "" {
					t.Errorf("%s:\n%s", line, diff)
				}
			}
			t.Logf("%d answers compared, pmat refused %d", compared, refused)
			if compared < 300 {
				t.Errorf("only %d answers were compared", compared)
			}
		})
	}
}

// pmatCommands are compared on every dump, besides those on samples of SVs.
var pmatCommands = []string{
	"summary", "count", "count --blessed", "count --scalars", "count --struct", "largest", "largest 20", "largest --struct", "largest --struct 2 4 1",
	"roots", "stack", "callers", "callers --pad", "packages", "symbols", "symbols --recurse", "symbols Leaky", "symbols Leaky --recurse",
	"elems @main::INC", "elems @main::INC 1 --count 2", "values %main::INC", "values %main::INC 2", "values defstash --count 100000",
	"find blessed Leaky::Redis", "find num --nv", "find num 42", "find pv Leaky", "find pv --eq main", "find pv --regexp ^Leaky::", "find pv -i LEAKY",
	"find cv", "find cv --xsub", "find io", "find io 1", "find lexical $self", "find lexical --inactive $self", "find --count blessed Leaky::Redis",
	"find --count pv Leaky", "find struct Leaky::Gadget/State", "list-dangling-ptrs",
}

// pmatAnswers returns what pmat prints for each command.
func pmatAnswers(t *testing.T, dump string, lines []string) map[string]string {
	t.Helper()
	f, err := os.Open(dump)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it is only read
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(t.TempDir(), "dump.pmat")
	if err := os.WriteFile(plain, b, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "perl", filepath.Join(testdata, "oracle", "pmat.pl"), plain)
	cmd.Env = append(os.Environ(), "PERL_HASH_SEED=0", "PERL_PERTURB_KEYS=0")
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("pmat: %v\n%s", err, errs.Bytes())
	}
	answers := map[string]string{}
	for _, part := range strings.Split(out.String(), "\x01")[1:] {
		line, answer, _ := strings.Cut(part, "\n")
		answers[line] = answer
	}
	return answers
}

// comparison knows where the answers about a heap may differ.
type comparison struct {
	h     *heap.Heap
	desc  map[string]string // by address: the description that pmat has for a SCALAR whose number it loses
	names map[string]bool   // addresses of SVs that several GLOBs hold, or that are CODEs with another glob
}

func newComparison(h *heap.Heap) *comparison {
	c := &comparison{h: h, desc: map[string]string{}, names: map[string]bool{}}
	for sv := range heap.SV(h.Count()) {
		addr := h.Addr(sv).String()
		if v, err := h.Scalar(sv); err == nil && v.HasNumber() && v.NVBits()>>56 == 0 {
			kept := strings.NewReplacer(",NV", "", "NV,", "", "SCALAR(NV)", "UNDEF()").Replace(h.Desc(sv))
			c.desc[h.Desc(sv)+" at "+addr] = kept + " at " + addr
		}
		globs := 0
		refs, err := h.Inrefs(sv, heap.Strong, 8)
		if err != nil {
			continue
		}
		for _, r := range refs {
			if k := r.SV; k != heap.NoSV && h.Kind(k) == heap.KindGlob && r.Kind != heap.RefEGV {
				globs++
			}
		}
		if globs > 1 || globs == 1 && h.Kind(sv) == heap.KindCode {
			c.names[addr] = true
		}
	}
	return c
}

// samples are commands on some SVs of every kind.
func (c *comparison) samples() []string {
	var lines []string
	seen := map[string]int{}
	for sv := range heap.SV(c.h.Count()) {
		what := c.h.Type(sv)
		if c.h.State(sv).HasMagic() {
			what += " with magic"
		}
		if seen[what]++; seen[what] > 8 && (int(sv)%211 != 0 || seen[what] > 60) {
			continue
		}
		addr := c.h.Addr(sv).String()
		pad := ""
		if c.h.Kind(sv) == heap.KindCode {
			pad = "--pad "
		}
		lines = append(lines, "show "+pad+addr, "show --full_pv "+addr, "outrefs "+addr, "outrefs --all "+addr, "inrefs --weak "+addr)
		if seen[what] < 4 {
			lines = append(lines, "identify --depth 3 "+addr, "identify --weak --depth 2 "+addr, "identify --no_elide --depth 2 "+addr, "inrefs --all "+addr)
		}
		if !c.names[addr] && c.h.Kind(sv) == heap.KindScalar {
			lines = append(lines, "size "+addr)
		}
	}
	return lines
}

var (
	swapped    = regexp.MustCompile(`\b([UI])V([,)=])`)
	wrongQuote = regexp.MustCompile(`(?m)(the glob '\*.*)"$`)
	spaces     = regexp.MustCompile(` +`)
	unsigned   = regexp.MustCompile(`\b1844\d{16}\b`)
	anyPair    = regexp.MustCompile(` = \{.*\}$`)
	uvValue    = regexp.MustCompile(`(SCALAR\(UV\) at 0x[0-9a-f]+(?:=\w+)?) = .*$`)
	address    = regexp.MustCompile(`0x[0-9a-f]+`)
	strtab     = regexp.MustCompile(`HASH\(\d+\)( at 0x[0-9a-f]+=strtab)`)
	control    = regexp.MustCompile(`(?:[\x00-\x1f]|\\x\{[0-9a-f]{1,2}\})`)
	sizeOnly   = regexp.MustCompile(`^([ |]*).*?(: [\d.]+ \w+)(: of which)?$`)
	depth      = regexp.MustCompile(` at depth \d*`)
	label      = regexp.MustCompile(`\(?\*[A-Z]+\)?|[│├└─]`)
	pmatStyle  = func(s string) string {
		return swapped.ReplaceAllStringFunc(s, func(m string) string {
			return string("UI"[strings.IndexByte("IU", m[0])]) + m[1:]
		})
	}
)

// differences compares two answers line by line, as sets: pmat's order is
// that of a hash almost everywhere.
func (c *comparison) differences(line, want, got string) string {
	w := c.lines(line, wrongQuote.ReplaceAllString(pmatStyle(want), "$1'"))
	g := c.lines(line, got)
	missing, extra := minus(w, g), minus(g, w)
	if missing == nil && extra == nil {
		return ""
	}
	cut := func(list []string) string { return strings.Join(list[:min(len(list), 6)], "\n       ") }
	return fmt.Sprintf("pmat:  %s\nours:  %s", cut(missing), cut(extra))
}

// lines brings an answer into the form in which it is compared.
func (c *comparison) lines(command, answer string) []string {
	var list []string
	tree := strings.HasPrefix(command, "identify")
	if strings.HasPrefix(command, "show") {
		answer, _, _ = strings.Cut(answer, "\n\n") // of a REF also what it refers to
	}
	for i, line := range strings.Split(strings.TrimSuffix(answer, "\n"), "\n") {
		line = control.ReplaceAllString(line, "^")
		for ours, theirs := range c.desc {
			if strings.Contains(line, ours) {
				line = strings.ReplaceAll(line, ours, theirs)
			}
		}
		line = strtab.ReplaceAllString(line, "HASH(…)$1")
		line = anyPair.ReplaceAllString(line, " = {…}")
		line = uvValue.ReplaceAllString(line, "$1")
		line = unsigned.ReplaceAllStringFunc(line, func(n string) string {
			u, _ := strconv.ParseUint(n, 10, 64) // the pattern lets only numbers through
			return strconv.FormatInt(int64(u), 10)
		})
		if tree {
			line = strings.ReplaceAll(label.ReplaceAllString(line, ""), " :", ":")
			line = strings.ReplaceAll(line, "circularly circularly", "circularly")
			line = depth.ReplaceAllString(line, " at depth") // unknown to old dumpers
		}
		line = strings.TrimSpace(spaces.ReplaceAllString(line, " "))
		if c.mayDiffer(command, line) || line == "" {
			continue
		}
		if strings.HasPrefix(command, "largest") {
			line = sizeOnly.ReplaceAllString(line, "$1$2$3") // of equal ones pmat takes any
		}
		if strings.HasPrefix(command, "find cv") && (c.names[address.FindString(line)] || strings.Contains(line, ": &::") || strings.HasSuffix(line, ": __ANON__")) {
			line, _, _ = strings.Cut(line, ": ")
		}
		if i == 0 && strings.HasPrefix(command, "show") && line == "" {
			continue
		}
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

// mayDiffer reports whether a line says what one of the two is known to say
// otherwise, or not at all.
func (c *comparison) mayDiffer(command, line string) bool {
	verb, _, _ := strings.Cut(command, " ")
	asked := c.names[address.FindString(command)]
	switch verb {
	case "show":
		return asked && (strings.HasPrefix(line, "glob=") || strings.HasPrefix(line, "named as ")) || line == "NV=0" ||
			strings.HasSuffix(line, "values (use 'values' command to show)") // strtab
	case "outrefs", "inrefs":
		// Devel::MAT loses indirect references through values of a HASH.
		lost := verb == "inrefs" && strings.HasPrefix(line, "i value ")
		return lost || strings.Contains(line, " the glob ") || strings.HasSuffix(line, "(a root)")
	case "largest":
		return strings.Contains(line, "others: ") // depends on which of equal ones are listed
	case "identify":
		return asked && strings.HasPrefix(line, "the symbol '") || strings.Contains(line, "the glob of ") || strings.Contains(line, "the symbol '&")
	case "count":
		return strings.HasPrefix(line, "SCALAR(") // numbers that Devel::MAT loses
	case "list-dangling-ptrs":
		return strings.Contains(line, " has no values SV ") // a bug of pmat
	case "find":
		return line == "" || strings.HasSuffix(line, ": 0")
	case "callers":
		// The name of a sub may be another one. Old dumpers do not tell the depth
		// of a call: pmat then takes the last pad that there is.
		return strings.Contains(line, "=&") || c.h.File().Header.Minor < 2 && (strings.HasPrefix(line, "[") || strings.HasPrefix(line, "curpad=") || strings.HasPrefix(line, "$self"))
	}
	return false
}

// minus returns the lines of a sorted list that another has not.
func minus(a, b []string) []string {
	left := map[string]int{}
	for _, line := range b {
		left[line]++
	}
	var list []string
	for _, line := range a {
		if left[line]--; left[line] < 0 {
			list = append(list, line)
		}
	}
	return list
}
