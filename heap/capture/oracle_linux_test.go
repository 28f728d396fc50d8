package capture

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/pmat"
)

// dumped gives what Devel::MAT::Dumper wrote of a program, and what was captured
// of it meanwhile. The program is given the name of a FIFO to dump to; when the
// FIFO is full, the Dumper waits in the midst of its work. It is false if the program does
// not run on this perl.
func dumped(t *testing.T, perl testPerl, program string, args ...string) (ours []byte, theirs written, ran bool) {
	t.Helper()
	here, there := perl.share(t)
	fifo := filepath.Join(here, "dump")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	files := []string{"-rL", program}
	if shared := filepath.Join(filepath.Dir(program), "modules"); exists(shared) {
		files = append(files, shared)
	}
	if out, err := exec.Command("cp", append(files, here)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	args = append([]string{"-MDevel::MAT::Dumper"}, args...)
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "HERE", filepath.Join(there, filepath.Base(program)))
	}
	cmd := perl.command(append(args, filepath.Join(there, "dump"))...)
	var said bytes.Buffer
	cmd.Stderr, cmd.Stdout = &said, &said
	in, err := unix.Open(fifo, unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	size, err := unix.FcntlInt(uintptr(in), unix.F_SETPIPE_SZ, os.Getpagesize())
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// It is waited for at the end alone: a wait takes what the tracer waits for.
	for {
		n, err := unix.IoctlGetInt(in, unix.TIOCINQ)
		if err != nil {
			t.Fatal(err)
		}
		if n >= size {
			break
		}
		if hasEnded(cmd.Process.Pid) {
			t.Logf("%v: %.300s", cmd.Wait(), said.Bytes())
			return nil, theirs, false
		}
		time.Sleep(2 * time.Millisecond)
	}
	var out bytes.Buffer
	s, err := Process(t.Context(), cmd.Process.Pid, &out, Options{})
	if err != nil {
		_ = cmd.Process.Kill()
		t.Error(err)
	} else if s.SVs+s.Freeing != s.Count || s.Unreadable != 0 {
		t.Errorf("captured %d SVs of %d, %d places were not read", s.SVs, s.Count, s.Unreadable)
	}
	if err := unix.SetNonblock(in, false); err != nil {
		t.Fatal(err)
	}
	rest := os.NewFile(uintptr(in), fifo)
	theirs.dump, err = io.ReadAll(rest)
	_ = rest.Close() // it was only read
	if err != nil {
		t.Fatal(err)
	}
	_ = cmd.Process.Kill() // what it would do later is of no interest
	_ = cmd.Wait()
	theirs.lost = bytes.Contains(said.Bytes(), []byte("TODO: savestack type"))
	return out.Bytes(), theirs, true
}

// written is what the Dumper wrote.
type written struct {
	dump []byte
	// lost says that it met an entry of the savestack that it does not know, and
	// went on in the midst of it.
	lost bool
	// bare says that a core lacks the constants of shared objects.
	bare bool
}

// told is what a dump says, in words that do not depend on its format.
type told struct {
	head  map[string]string // of what is not of one SV
	order []pmat.Addr
	svs   map[pmat.Addr]*toldSV
}

type toldSV struct {
	record string
	more   []string // its extensions
}

// knows is what dumps of a format have: those before 0.6 no addresses of shared
// strings, those before 0.5 no tables of magic.
type knows struct{ keys, tables bool }

// tell reads what a dump has, as far as the other one knows it.
func tell(t *testing.T, dump []byte, other knows) *told {
	t.Helper()
	f, err := pmat.NewFile(bytes.NewReader(dump), int64(len(dump)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it is in memory
	says := &told{head: map[string]string{}, svs: map[pmat.Addr]*toldSV{}}
	says.head["header"] = fmt.Sprint(f.Header.PerlVersion(), f.Header.Ithreads, f.Header.NVLen, f.Header.BigEndian, f.Undef, f.Yes, f.No)
	for _, r := range f.Roots {
		says.head["root "+r.Name] = r.Addr.String()
	}
	says.head["stack"] = fmt.Sprint(f.Stack)
	d := f.Records()
	sv := func(a pmat.Addr) *toldSV {
		if says.svs[a] == nil {
			says.svs[a] = &toldSV{}
		}
		return says.svs[a]
	}
	for d.Next() {
		r := d.Record()
		line := tellRecord(d, other)
		switch {
		case r.Type == pmat.ExtSharedHEK && !other.keys:
		case r.Type.IsExtension():
			sv(r.Addr).more = append(sv(r.Addr).more, line)
		case r.Type == pmat.MetaStruct || r.Type == pmat.TypeStruct:
		default:
			sv(r.Addr).record = line
			says.order = append(says.order, r.Addr)
		}
	}
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
	tail := d.Tail()
	if tail.Cut != nil {
		t.Errorf("cut: %v", tail.Cut)
	}
	for i, c := range tail.Contexts {
		says.head[fmt.Sprintf("call %d", len(tail.Contexts)-i)] = fmt.Sprintf("%+v", c)
	}
	if other.keys {
		says.head["mortals"] = fmt.Sprint(tail.Mortals, tail.Floor)
	}
	return says
}

func tellRecord(d *pmat.Decoder, other knows) string {
	r := *d.Record()
	text := func(s pmat.Str) string {
		if !s.Defined() {
			return "-"
		}
		b, err := d.Text(s, 1<<20)
		return fmt.Sprintf("%q%v", b, err)
	}
	var b strings.Builder
	if !other.keys {
		r.NameHEK = 0
	}
	fmt.Fprintf(&b, "%s %s", r.Type, r.Addr)
	if !r.Type.IsExtension() {
		fmt.Fprintf(&b, " refs=%d size=%d blessed=%s", r.Refcnt, r.Size, r.Blessed)
	}
	switch r.Type {
	case pmat.TypeGlob:
		fmt.Fprintf(&b, " line=%d hek=%s", r.Line, r.NameHEK)
	case pmat.TypeScalar:
		fmt.Fprintf(&b, " flags=%#x uv=%#x nv=%x len=%d", r.Flags, r.UV, math.Float64bits(r.NV), r.PVLen)
	case pmat.TypeRef:
		fmt.Fprintf(&b, " flags=%#x", r.Flags)
	case pmat.TypeArray, pmat.TypeHash, pmat.TypeStash, pmat.TypeClass, pmat.TypeObject:
		fmt.Fprintf(&b, " flags=%#x n=%d", r.Flags, r.Count)
	case pmat.TypeCode:
		fmt.Fprintf(&b, " flags=%#x line=%d root=%s depth=%d hek=%s", r.Flags, r.Line, r.OpRoot, r.Depth, r.NameHEK)
	case pmat.TypeIO:
		fmt.Fprintf(&b, " files=%d,%d", r.Input, r.Output)
	case pmat.TypeLvalue:
		fmt.Fprintf(&b, " kind=%q off=%d len=%d", r.Kind, r.LvOff, r.LvLen)
	case pmat.ExtMagic:
		fmt.Fprintf(&b, " kind=%q flags=%#x", r.Kind, r.Flags)
	case pmat.ExtSavedElem:
		fmt.Fprintf(&b, " index=%d", r.Index)
	case pmat.ExtSharedHEK:
		fmt.Fprintf(&b, " hek=%s", r.SharedHEK)
	}
	if r.Type == pmat.ExtMagic && !other.tables {
		r.NPtrs = min(r.NPtrs, pmat.MagicVTBL)
	}
	fmt.Fprintf(&b, " ptrs=%v", r.Ptrs[:r.NPtrs])
	for _, s := range r.Strs[:r.NStrs] {
		b.WriteString(" " + text(s))
	}
	switch r.Type {
	case pmat.TypeArray, pmat.TypeObject:
		for e, ok := d.NextElem(); ok; e, ok = d.NextElem() {
			fmt.Fprintf(&b, " %s", e)
		}
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		for p, ok := d.NextPair(); ok; p, ok = d.NextPair() {
			if !other.keys {
				p.HEK = 0
			}
			fmt.Fprintf(&b, " %s(%s)=>%s", text(p.Key), p.HEK, p.Value)
		}
		for i, name, ok := d.NextClassField(); r.Type == pmat.TypeClass && ok; i, name, ok = d.NextClassField() {
			fmt.Fprintf(&b, " field %d %s", i, text(name))
		}
	case pmat.TypeCode:
		for c, ok := d.NextCodeItem(); ok; c, ok = d.NextCodeItem() {
			fmt.Fprintf(&b, " [%d %d %d %s %#x", c.Kind, c.Index, c.Field, c.Ptr, c.Flags)
			if c.Kind == pmat.ItemPadname || c.Kind == pmat.ItemPadnameField {
				b.WriteString(" " + text(c.Name))
			}
			b.WriteString("]")
		}
	}
	return b.String()
}

// wide makes TestOracle take the galleries through all perls, not only that of
// this system.
var wide = flag.Bool("wide", false, "hold the galleries against the Dumper on all perls")

// gallery runs a program that is a module: work in a row, then a dump.
const gallery = `unshift @INC, shift; require App; my $steps = (App->can("steps") ? (App->steps)[0] : 50); App->work($_) for 0 .. $steps - 1; Devel::MAT::Dumper::dump($ARGV[0])`

// TestOracle holds a capture of every program against the dump that
// Devel::MAT::Dumper writes at that moment, on every perl at hand.
func TestOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	own, err := filepath.Glob("testdata/oracle/*.pl")
	if err != nil || len(own) == 0 {
		t.Fatal(own, err)
	}
	var apps []string
	for _, pattern := range []string{"../../testdata/leaks/*", "../../testdata/unseen*/*/*", "../../../shared/leaks/*", "../../../shared/innocents/*"} {
		found, _ := filepath.Glob(pattern + "/App.pm")
		apps = append(apps, found...)
	}
	all := perls()
	if os.Geteuid() == 0 && os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" && !slices.ContainsFunc(all, func(p testPerl) bool { return p.root != "" }) {
		t.Error("the perls of other releases are not there: .ci/perls unpacks them")
	}
	for i, perl := range all {
		t.Run(perl.String(), func(t *testing.T) {
			if out, err := perl.command("-MDevel::MAT::Dumper", "-e1").CombinedOutput(); err != nil {
				if i == 0 || perl.root != "" {
					requireTool(t, "Devel::MAT::Dumper of "+perl.String())
				}
				t.Skipf("no Devel::MAT::Dumper: %.200s", out)
			}
			for _, program := range own {
				t.Run(filepath.Base(program), func(t *testing.T) {
					needs(t, perl, program)
					ours, theirs, ran := dumped(t, perl, program, "HERE")
					if !ran {
						t.Fatal("it ends without a dump")
					}
					compareTold(t, ours, theirs)
				})
			}
			if i > 0 && !*wide {
				return
			}
			for _, program := range []string{"alive", "class", "future", "leak"} {
				t.Run(program, func(t *testing.T) { oracleOf(t, perl, "../../testdata/dumps/src", "-IHERE/lib", "HERE/"+program+".pl") })
			}
			for _, app := range apps {
				t.Run(strings.ReplaceAll(filepath.Dir(app)[len("../../"):], "/", "-"), func(t *testing.T) {
					oracleOf(t, perl, filepath.Dir(app), "-e", gallery, "HERE")
				})
			}
		})
	}
}

// oracleOf compares a program that may need modules which are not there.
func oracleOf(t *testing.T, perl testPerl, folder string, args ...string) {
	ours, theirs, ran := dumped(t, perl, folder, args...)
	if !ran {
		t.Skip("it does not run here")
	}
	compareTold(t, ours, theirs)
}

// needs skips a program that says in its first line that it needs what this perl
// does not have.
func needs(t *testing.T, perl testPerl, program string) {
	t.Helper()
	text, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	if what, ok := strings.CutPrefix(first, "# requires "); ok && perl.command("-e", "use "+what).Run() != nil {
		t.Skipf("%s has no %s", perl, what)
	}
}

// compareTold holds a capture against a dump of the Dumper. What may differ, and
// why, testdata/oracle-differences.md says under the headings that are named here.
func compareTold(t *testing.T, ours []byte, theirs written) {
	t.Helper()
	f, err := pmat.NewFile(bytes.NewReader(theirs.dump), int64(len(theirs.dump)))
	if err != nil {
		t.Fatal(err)
	}
	magic := f.Header.Ext[0] // of pmat.ExtMagic, the first of them
	other := knows{f.Header.Minor >= 6, int(magic.Ptrs) > pmat.MagicVTBL}
	we, they := tell(t, ours, other), tell(t, theirs.dump, other)
	c := comparison{t: t, we: we, they: they, theirs: theirs, excused: map[string]int{}}
	c.findCaches()
	c.heads()
	for a, is := range they.svs {
		if o := we.svs[a]; o == nil {
			c.onlyOne(a, is, "theirs")
		} else if o.record != is.record || !slices.Equal(o.more, is.more) {
			c.differ(a, o, is)
		}
	}
	for a, is := range we.svs {
		if they.svs[a] == nil {
			c.onlyOne(a, is, "ours")
		}
	}
	if both := slices.DeleteFunc(slices.Clone(we.order), func(a pmat.Addr) bool { return they.svs[a] == nil }); !slices.Equal(both,
		slices.DeleteFunc(slices.Clone(they.order), func(a pmat.Addr) bool { return we.svs[a] == nil })) {
		t.Error("the SVs stand in another order")
	}
	if len(we.order) < 400 {
		t.Errorf("there are %d SVs", len(we.order))
	}
	t.Logf("%d SVs, format 0.%d; excused %v", len(they.order), f.Header.Minor, c.excused)
}

type comparison struct {
	t        *testing.T
	we, they *told
	theirs   written
	caches   map[pmat.Addr]bool // SVs of the caches of classes that the Dumper filled
	excused  map[string]int
	said     int
}

func (c *comparison) error(format string, args ...any) {
	c.t.Helper()
	if c.said++; c.said <= 12 {
		c.t.Errorf(format, args...)
	}
}

func (c *comparison) heads() {
	null := pmat.Addr(0).String()
	for name, is := range c.they.head {
		ours, has := c.we.head[name]
		switch root := strings.HasPrefix(name, "root "); {
		case ours == is:
		case root && !has && (is == null || c.rooted(is)):
			c.excused["Roots"]++
		case name == "stack" && (strings.HasPrefix(is, strings.TrimSuffix(ours, "]")) || strings.HasPrefix(ours, strings.TrimSuffix(is, "]"))):
			c.excused["The stack of the Dumper"]++
		case name == "mortals":
			c.excused["The stack of the Dumper"]++
		default:
			c.error("%s:\n ours   %.600s\n theirs %.600s", name, ours, is)
		}
	}
	for name, ours := range c.we.head {
		if _, has := c.they.head[name]; has {
			continue
		}
		if !strings.HasPrefix(name, "root ") {
			c.error("only ours: %s %s", name, ours)
		}
		c.excused["Roots"]++
	}
}

// rooted reports whether an address is one of our roots under another name.
func (c *comparison) rooted(addr string) bool {
	for name, is := range c.we.head {
		if strings.HasPrefix(name, "root ") && is == addr {
			return true
		}
	}
	return false
}

// cached reports whether an SV is one that a cache of the interpreter holds.
func (c *comparison) cached(a pmat.Addr) bool {
	for _, says := range []*told{c.we, c.they} {
		for _, cache := range []string{"root stashcache", "root isarev"} {
			if sv := says.named(cache); sv != nil && strings.Contains(sv.record, "=>"+a.String()) {
				return true
			}
		}
	}
	return false
}

// named is the SV of a root.
func (told *told) named(root string) *toldSV {
	for a, sv := range told.svs {
		if told.head[root] == a.String() {
			return sv
		}
	}
	return nil
}

var class = regexp.MustCompile(`((?:STASH|CLASS) .*) size=\d+ (.*ptrs=\[\S+) (\S+) (\S+) (\S+) (\S+?)((?: \S+)?\].*)`)

// findCaches finds the classes whose caches of methods and parents only the dump
// of the Dumper has, and what these consist of.
func (c *comparison) findCaches() {
	c.caches = map[pmat.Addr]bool{}
	for a, is := range c.they.svs {
		if c.we.svs[a] == nil || c.we.svs[a].record == is.record {
			continue
		}
		ours, theirs := class.FindStringSubmatch(c.we.svs[a].record), class.FindStringSubmatch(is.record)
		if ours == nil || theirs == nil || ours[1] != theirs[1] || ours[2] != theirs[2] || ours[7] != theirs[7] {
			continue
		}
		filled := true
		for i := 3; i <= 6; i++ {
			filled = filled && (ours[i] == theirs[i] || ours[i] == "0x0")
		}
		for i := 3; filled && i <= 6; i++ {
			if ours[i] != theirs[i] {
				c.caches[a] = true
				c.cache(address(theirs[i]))
			}
		}
	}
}

// cache adds an SV that only the Dumper has, and its elements. It can have the place
// of one that is gone.
func (c *comparison) cache(a pmat.Addr) {
	sv := c.they.svs[a]
	if ours := c.we.svs[a]; sv == nil || c.caches[a] || ours != nil && ours.record == sv.record {
		return
	}
	c.caches[a] = true
	if strings.HasPrefix(sv.record, "ARRAY ") {
		for _, word := range strings.Fields(sv.record) {
			c.cache(address(word))
		}
	}
}

func (c *comparison) onlyOne(a pmat.Addr, is *toldSV, whose string) {
	switch {
	case c.cached(a):
		c.excused["The cache of stashes"]++
	case c.caches[a]:
		c.excused["Caches of classes"]++
	case is.record == "" && whose == "theirs" && c.theirs.lost: // what local put aside of an SV that is none
		c.excused["What local put aside"]++
	case whose == "ours" && c.unheld(c.we, a), whose == "theirs" && c.unheld(c.they, a):
		c.excused["The stack of the Dumper"]++
	default:
		c.error("only %s: %.300s %.300q", whose, is.record, is.more)
	}
}

// unheld reports whether nothing holds an SV but the stack.
func (c *comparison) unheld(says *told, a pmat.Addr) bool {
	for at, sv := range says.svs {
		if at == a || says.head["root mainstack"] == at.String() {
			continue
		}
		for _, line := range append([]string{sv.record}, sv.more...) {
			if strings.Contains(line, a.String()) {
				return false
			}
		}
	}
	return true
}

var cFile = regexp.MustCompile(`"[\w/]+\.c"<nil> -$`)

var namedHEK = regexp.MustCompile(` hek=\S+ `)

var constval = regexp.MustCompile(`(CODE \S+ .* flags=(0x\w+) .*ptrs=\[\S+ \S+ \S+ \S+ )(\S+)(\].*)`)

func (c *comparison) differ(a pmat.Addr, ours, theirs *toldSV) {
	if o, is := ours.record, theirs.record; o != is {
		name := c.we.head
		oc, tc := constval.FindStringSubmatch(o), constval.FindStringSubmatch(is)
		switch {
		case name["root stashcache"] == a.String() || name["root isarev"] == a.String() || c.cached(a):
			c.excused["The cache of stashes"]++
		case c.caches[a]:
			c.excused["Caches of classes"]++
		case strings.HasPrefix(o, "ARRAY ") && name["root mainstack"] == a.String() && strings.HasPrefix(is, "ARRAY "):
			c.excused["The stack of the Dumper"]++
		case oc != nil && tc != nil && oc[1] == tc[1] && oc[4] == tc[4] && oc[3] == "0x0" && c.they.svs[address(tc[3])] == nil:
			c.excused["The constant of a closure prototype"]++
		case strings.HasPrefix(o, "CODE ") && namedHEK.ReplaceAllString(o, " hek=0x0 ") == is:
			c.excused["The shared name of a CODE"]++
		case c.theirs.bare && strings.HasPrefix(o, "CODE ") && cFile.ReplaceAllString(is, "- -") == o:
			c.excused["Names of files in C"]++
		default:
			i := 0
			for i < min(len(o), len(is)) && o[i] == is[i] {
				i++
			}
			i = max(0, i-30)
			c.error("%.250s\n ours   …%.300s\n theirs …%.300s", o, o[i:], is[i:])
		}
	}
	rest := slices.Clone(theirs.more)
	var more []string
	for _, line := range ours.more {
		if i := slices.Index(rest, line); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		} else {
			more = append(more, line)
		}
	}
	for _, line := range rest {
		switch {
		case strings.HasPrefix(line, "SVSV_NOTE "):
			c.excused["What modules say of their own"]++
		case c.theirs.lost && strings.HasPrefix(line, "SAVED_"):
			c.excused["What local put aside"]++
		default:
			c.error("%.150s\n lacks %.500s; has %.500s", theirs.record, line, ours.more)
		}
	}
	for _, line := range more {
		if strings.HasPrefix(line, "SAVED_") {
			c.excused["What local put aside"]++
		} else {
			c.error("%.150s\n has %.500s, too", theirs.record, line)
		}
	}
}

func address(text string) pmat.Addr {
	n, _ := strconv.ParseUint(strings.TrimPrefix(text, "0x"), 16, 64)
	return pmat.Addr(n)
}
