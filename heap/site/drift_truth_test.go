//go:build measure

package site_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// identity is a sub as PPI sees it; see testdata/identity.pl.
type identity struct {
	start, body, end int    // offsets of its first word, behind its opening brace, of its closing one
	name             string // with its package; "" for an anonymous one
	tokens           int
	digest           string // of the tokens in it
	context          string // of what stands before it
}

// perlIdentities asks PPI which subs texts have.
type perlIdentities struct {
	t    *testing.T
	in   io.WriteCloser
	out  *bufio.Reader
	dir  string
	seen map[string][]identity // by object name
}

func newIdentities(t *testing.T) *perlIdentities {
	t.Helper()
	cmd := exec.Command("perl", "testdata/identity.pl")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close() //nolint:errcheck // it ends by that
		cmd.Wait() //nolint:errcheck // its answers were read
	})
	return &perlIdentities{t: t, in: in, out: bufio.NewReader(out), dir: t.TempDir(), seen: map[string][]identity{}}
}

// of gives the subs of a text, in its order; none if PPI cannot read it.
func (p *perlIdentities) of(id string, text []byte) []identity {
	if subs, known := p.seen[id]; known {
		return subs
	}
	path := filepath.Join(p.dir, "text")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		p.t.Fatal(err)
	}
	if _, err := fmt.Fprintln(p.in, path); err != nil {
		p.t.Fatal(err)
	}
	var subs []identity
	for {
		line, err := p.out.ReadString('\n')
		if err != nil {
			p.t.Fatal(err)
		}
		if line = strings.TrimSuffix(line, "\n"); line == "" {
			break
		}
		f := strings.Split(line, "\t")
		number := func(i int) int {
			n, err := strconv.Atoi(f[i])
			if err != nil {
				p.t.Fatalf("%q: %v", line, err)
			}
			return n
		}
		subs = append(subs, identity{number(0), number(1), number(2), f[3], number(4), f[5], f[6]})
	}
	p.seen[id] = subs
	return subs
}

// mark puts a block that perl runs while it compiles behind the opening brace
// of each sub: it changes no line and leaves nothing in the sub. The first has
// the number from.
func mark(text []byte, subs []identity, from int) []byte {
	var out bytes.Buffer
	at := 0
	for i, s := range subs {
		if s.body < at {
			continue
		}
		out.Write(text[at:s.body])
		fmt.Fprintf(&out, "BEGIN{::MARK(%d,CORE::__SUB__)}", from+i)
		at = s.body
	}
	out.Write(text[at:])
	return out.Bytes()
}

// undecided is what a sub became of which that is not certain.
const undecided = -1

// enough is of how many tokens a body is that no two subs have by chance.
const enough = 12

// became tells what each sub of a text is for certain in another one, by index.
//
// A named sub is the one of its name, if both texts have it once. An anonymous
// one is that with the same tokens in it, or that behind the same words in the
// same sub, if both texts have it once and one of these does not contradict the
// other. What a sub has inside stays in order if its tokens stay.
func became(old, now []identity) []int {
	to := make([]int, len(old))
	for i := range to {
		to[i] = undecided
	}
	taken := map[int]bool{}
	set := func(i, j int) {
		if to[i] == undecided && !taken[j] {
			to[i] = j
			taken[j] = true
		}
	}
	names := func(s identity) string { return s.name }
	bodies := func(s identity) string {
		if s.name != "" {
			return ""
		}
		return s.digest
	}
	contexts := func(s identity) string {
		if s.name != "" {
			return ""
		}
		return s.context
	}
	oldName, nowName := once(old, names), once(now, names)
	oldBody, nowBody := once(old, bodies), once(now, bodies)
	oldContext, nowContext := once(old, contexts), once(now, contexts)
	for i, s := range old {
		if _, ok := oldName[s.name]; ok {
			if j, ok := nowName[s.name]; ok {
				set(i, j)
			}
		}
	}
	for i, s := range old {
		if to[i] != undecided && s.digest == now[to[i]].digest {
			inner(old, now, i, to[i], set)
		}
	}
	for i, s := range old {
		if s.name != "" || to[i] != undecided {
			continue
		}
		_, unique := oldBody[s.digest]
		byBody, ok := nowBody[s.digest]
		hasBody := unique && ok
		_, unique = oldContext[s.context]
		byContext, ok := nowContext[s.context]
		hasContext := unique && ok
		switch {
		case hasBody && hasContext:
			if byBody == byContext {
				set(i, byBody)
			}
		case hasBody && s.tokens >= enough:
			set(i, byBody)
		case hasContext:
			if _, moved := oldBody[now[byContext].digest]; !moved {
				set(i, byContext)
			}
		}
		if to[i] != undecided && s.digest == now[to[i]].digest {
			inner(old, now, i, to[i], set)
		}
	}
	return to
}

// once gives the subs that alone have a key, by it.
func once(subs []identity, key func(identity) string) map[string]int {
	n, at := map[string]int{}, map[string]int{}
	for i, s := range subs {
		k := key(s)
		n[k]++
		at[k] = i
	}
	for k := range n {
		if k == "" || n[k] > 1 {
			delete(at, k)
		}
	}
	return at
}

// inner pairs what two subs of the same tokens have inside.
func inner(old, now []identity, i, j int, set func(i, j int)) {
	a, b := inside(old, i), inside(now, j)
	if len(a) != len(b) {
		return
	}
	for k := range a {
		set(a[k], b[k])
	}
}

func inside(subs []identity, i int) []int {
	var in []int
	for k := i + 1; k < len(subs) && subs[k].start < subs[i].end; k++ {
		in = append(in, k)
	}
	return in
}
