package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestArticle replays the commands of "Tracing Perl memory leaks with
// Devel::MAT (part 2)" on a dump of the same structure: each takes the address
// that the one before has shown.
func TestArticle(t *testing.T) {
	s := loaded(t, filepath.Join(testdata, "article", "article.pmat.gz"))
	match := func(text, pattern string) string {
		t.Helper()
		found := regexp.MustCompile(pattern).FindStringSubmatch(text)
		if found == nil {
			t.Fatalf("no %q in:\n%s", pattern, text)
		}
		return found[len(found)-1]
	}

	// The largest are the string table and two arrays of one size.
	largest := s.ask(t, "largest")
	match(largest, `(?m)^HASH\(\d+\) at 0x[0-9a-f]+=strtab: \d+\.\d KiB$`)
	match(largest, `(?m)^others: \d+\.\d MiB$`)
	if got, want := s.ask(t, "identify", match(largest, `HASH\(\d+\) at (0x[0-9a-f]+)=strtab`)), "└─the shared string table HV\n"; !strings.HasSuffix(got, want) {
		t.Errorf("identify of the string table:\n%swant at its end %s", got, want)
	}

	// One array is but the list of weak references to a package.
	backrefs := s.ask(t, "identify", match(largest, `(?m)^ARRAY\(\d+,!REAL\) at (0x[0-9a-f]+): `))
	match(backrefs, `(?m)^└─the backrefs list of STASH\(\d+\) at 0x[0-9a-f]+, which is:\n  └─the symbol '%Helpers::'$`)

	// The other holds the callbacks of one object for ever.
	array := match(largest, `(?m)^ARRAY\(3000\) at (0x[0-9a-f]+): `)
	chain := s.ask(t, "identify", array)
	match(chain, `(?s)\(via RV\) value \{error\} of HASH\(1\).*\(via RV\) value \{events\} of HASH\(2\)=Hub.*`+
		`the lexical %singleton at depth 1 of CODE\(PP\).*the symbol '&Helpers::redis'\n$`)

	// One element of it is a REF to a closure.
	element := s.ask(t, "elems", array, "50", "--count", "1")
	ref := match(element, `(?m)^  \[50\] REF\(\) at (0x[0-9a-f]+) => CODE\(PP,closure\) at 0x[0-9a-f]+\n  \.\.\. \(2949 more\)$`)
	closure := match(element, `CODE\(PP,closure\) at (0x[0-9a-f]+)`)
	shown := s.ask(t, "show", ref)
	match(shown, `^REF\(\) at `+ref+` with refcount 1\n  size 24 bytes\n  RV=CODE\(PP,closure\) at `+closure+`\n`)
	match(shown, `\n\nCODE\(PP,closure\) at `+closure+` with refcount 1\n`) // what the article wishes for

	code := s.ask(t, "show", closure)
	for _, want := range []string{
		`(?m)^  named as &Helpers::__ANON__$`, `(?m)^  stash=STASH\(\d+\) at 0x`, `(?m)^  glob=GLOB\(\*\) at 0x`,
		`(?m)^  location=/srv/chat/lib/Helpers\.pm line 19$`, `(?m)^  protosub=CODE\(PP,proto\) at 0x`,
		`(?m)^  pad\[0\]=PAD\(16\) at 0x`, `(?m)^Referenced globs:\n  GLOB\(.*=defgv, $`,
	} {
		match(code, want)
	}
	match(s.ask(t, "show", "--pad", closure), `(?m)^  \[ 6/\$redis_name \*OUTER\]=SCALAR\(PV\) at 0x[0-9a-f]+ = "ws_redis_master"$`)

	// Followed for a few steps only, the chain ends early.
	short := s.ask(t, "identify", ref, "--weak", "--depth", "3")
	match(short, `(?m)^ +└─not found at this depth\n$`)
	match(short, `element \[50\] of ARRAY\(3000\) at `+array)
}

// TestArticleOfOldPerl shows a closure as the article has it, whose perl still
// kept pads and their names in SVs.
func TestArticleOfOldPerl(t *testing.T) {
	s := loaded(t, dumpPath("p514-amd64-d020"))
	found := s.ask(t, "find", "cv")
	closure := regexp.MustCompile(`CODE\(PP,closure\) at (0x[0-9a-f]+): &Leaky::App::__ANON__`).FindStringSubmatch(found)
	if closure == nil {
		t.Fatal("there is no closure")
	}
	code := s.ask(t, "show", closure[1])
	for _, want := range []string{"\n  location=", "\n  scope=CODE(", "\n  padlist=PADLIST(2) at ", "\n  padnames_av=PADNAMES(", "\n  pad[0]=PAD("} {
		if !strings.Contains(code, want) {
			t.Errorf("no %q in:\n%s", want, code)
		}
	}
}
