package capture

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
)

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
	case whose == "ours" && c.unheld(c.we, c.they, a), whose == "theirs" && c.unheld(c.they, c.we, a):
		c.excused["The stack of the Dumper"]++
	default:
		c.error("only %s: %.300s %.300q", whose, is.record, is.more)
	}
}

// unheld reports whether nothing holds an SV that only one of the two has, but the
// stack and others that only that one has.
func (c *comparison) unheld(says, other *told, a pmat.Addr) bool {
	for at, sv := range says.svs {
		if other.svs[at] == nil || says.head["root mainstack"] == at.String() {
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
