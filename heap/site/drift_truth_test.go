//go:build measure

package site_test

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
)

// step tells what each sub of a text became by one commit: an index in Subs
// of the next text, -1 if it was deleted, -2 if that cannot be decided. It
// knows nothing of heaps, and compares whole texts.
//
// A named sub is the one of the same package and name. An anonymous one is
// that of the same text if both texts have it once; else that on the line that
// its first line became in a diff, if it is kept as the same thing (error of
// `error => sub`) in the same named sub, and most of its words are the same.
// It was deleted if the next text has nothing left that shares a third of its
// words. In all other cases nothing is said.
func (p *project) step(from, to string) []int {
	key := from + to
	if became, ok := p.steps[key]; ok {
		return became
	}
	oldText, old := p.blob(from)
	newText, _ := p.blob(to)
	t := &truth{old: p.side(from), now: p.side(to), became: make([]int, len(old.Subs)), taken: map[int]bool{}}
	t.follow(align.DiffLines(oldText, newText))
	p.steps[key] = t.became
	return t.became
}

// restored corrects what a sub became over several commits, of which one may
// have deleted it and another may have restored it: a named sub is the one of
// its name, an anonymous one that was deleted is that of the very same text.
func (p *project) restored(from, to string, sub, became int) int {
	a, b := p.side(from), p.side(to)
	key := a.ids[sub]
	if key == "" {
		if key = a.bodies[sub]; became >= 0 {
			return became
		}
	}
	if a.count[key] != 1 || b.count[key] != 1 {
		return became
	}
	return max(slices.Index(b.ids, key), slices.Index(b.bodies, key))
}

type truth struct {
	old, now *side
	became   []int
	taken    map[int]bool
}

// side is a text with what its subs are told apart by.
type side struct {
	f      *perl.File
	text   []byte
	ids    []string         // package and name of a named sub, "" for others
	bodies []string         // text without blanks
	words  []map[string]int // of what was asked for
	around []string         // id of the nearest named sub around
	count  map[string]int
}

// side gives that of an object.
func (p *project) side(id string) *side {
	s, known := p.sides[id]
	if !known {
		text, f := p.blob(id)
		s = newSide(text, f)
		p.sides[id] = s
	}
	return s
}

func newSide(text []byte, f *perl.File) *side {
	s := &side{f: f, text: text, words: make([]map[string]int, len(f.Subs)), count: map[string]int{}}
	for i := range f.Subs {
		sub := &f.Subs[i]
		id := ""
		if sub.Name != "" && sub.Kind != perl.Block {
			id = "sub " + sub.Package + "::" + sub.Name
			if strings.Contains(sub.Name, "::") {
				id = "sub " + sub.Name
			}
			if sub.Kind == perl.Phaser {
				id = ""
			}
		}
		around := ""
		for p := sub.Parent; p >= 0; p = f.Subs[p].Parent {
			if s.ids[p] != "" {
				around = s.ids[p]
				break
			}
		}
		body := string(text[sub.Start:sub.End])
		packed := strings.Join(strings.Fields(body), "")
		s.ids, s.bodies, s.around = append(s.ids, id), append(s.bodies, packed), append(s.around, around)
		s.count[id]++
		s.count[packed]++
	}
	return s
}

// wordsOf counts the words of a sub.
func (s *side) wordsOf(i int) map[string]int {
	if s.words[i] == nil {
		s.words[i] = map[string]int{}
		for _, w := range strings.FieldsFunc(string(s.text[s.f.Subs[i].Start:s.f.Subs[i].End]), func(r rune) bool {
			return r != '_' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z') && r != '$' && r != '@' && r != '%'
		}) {
			s.words[i][w]++
		}
	}
	return s.words[i]
}

const undecided = -2

func (t *truth) follow(hunks []align.Hunk) {
	for i := range t.became {
		t.became[i] = undecided
	}
	byID, byBody := map[string]int{}, map[string]int{}
	for j := range t.now.ids {
		byID[t.now.ids[j]], byBody[t.now.bodies[j]] = j, j
	}
	for i, id := range t.old.ids {
		switch j, ok := byID[id]; {
		case id == "" || t.old.count[id] > 1 || t.now.count[id] > 1:
		case ok:
			t.set(i, j)
		}
	}
	for i, body := range t.old.bodies {
		if j, ok := byBody[body]; ok && t.became[i] == undecided && t.old.ids[i] == "" && t.old.count[body] == 1 && t.now.count[body] == 1 {
			t.set(i, j)
		}
	}
	byLine := map[perl.Line][]int{}
	for j := range t.now.f.Subs {
		byLine[t.now.f.Subs[j].Line] = append(byLine[t.now.f.Subs[j].Line], j)
	}
	nth := map[perl.Line]int{}
	for i := range t.old.ids {
		line := t.old.f.Subs[i].Line
		n := nth[line]
		nth[line]++
		if t.became[i] != undecided || t.old.ids[i] != "" {
			continue
		}
		if to, same := align.MapLine(line, hunks); same && n < len(byLine[to]) {
			if j := byLine[to][n]; !t.taken[j] && t.alike(i, j) {
				t.set(i, j)
			}
		}
	}
	for i := range t.became {
		if t.became[i] == undecided && t.deleted(i) {
			t.became[i] = -1
		}
	}
}

func (t *truth) set(i, j int) {
	t.became[i] = j
	t.taken[j] = true
}

// alike tells whether an anonymous sub is surely another that stands where it
// stood.
func (t *truth) alike(i, j int) bool {
	a, b := &t.old.f.Subs[i], &t.now.f.Subs[j]
	return a.Kind == b.Kind && a.Label == b.Label && t.old.around[i] == t.now.around[j] && t.now.ids[j] == "" && common(t.old.wordsOf(i), t.now.wordsOf(j)) >= 0.6
}

// deleted tells whether nothing is left that may be the sub.
func (t *truth) deleted(i int) bool {
	for j := range t.now.ids {
		if !t.taken[j] && common(t.old.wordsOf(i), t.now.wordsOf(j)) >= 1./3 {
			return false
		}
	}
	// It may have become a copy of what was there before.
	return t.now.count[t.old.bodies[i]] == 0
}

// common is the share of words that two subs have in common, 0 … 1.
func common(a, b map[string]int) float64 {
	both, all := 0, 0
	for w, n := range a {
		both += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 1
	}
	return 2 * float64(both) / float64(all)
}
