package lsp

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/profile"
	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/pprof"
	heappage "github.com/perlheap/perlheap/heap/report"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Every surface says the same size of the same thing: of closures that a
// container holds, of closures in lost cycles, of one SV, and of the heap.
func TestOneSize(t *testing.T) {
	ctx := context.Background()
	dir := series(t)
	var heaps []*heap.Heap
	for _, n := range []string{"1", "2", "3"} {
		h, err := heap.Open(ctx, filepath.Join(dir, leak+n+".pmat.gz"), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close() //nolint:errcheck // it was only read
		heaps = append(heaps, h)
	}
	s, err := growth.NewSeries(ctx, heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	h, sizes := s.Last(), s.Sizes[2]
	table, err := site.Collect(ctx, h)
	if err != nil {
		t.Fatal(err)
	}
	ofLine := map[int]retained.Size{} // by recorded line
	for i := range table.Sites {
		ofLine[table.Sites[i].Recorded.Line] = sizes.Of(site.MembersOf(h).Closures(&table.Sites[i])...)
	}

	e := startAnalysing(t, dir, seriesOptions)
	e.status("ready")
	judged := e.analysed()
	all, err := diagnose.Find(ctx, s, diagnose.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, problems := e.problems(app)
	var page bytes.Buffer
	if err := heappage.Write(ctx, &page, heappage.Input{Series: s, Suspects: all, Made: time.Now()}); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := diagnose.Write(&text, all, true, false, words.Plain); err != nil {
		t.Fatal(err)
	}
	for at, recorded := range map[int]int{27: 27, 121: 122} {
		want := ofLine[recorded]
		words := want.String()
		if want.Bytes == 0 || !want.Least {
			t.Fatalf("line %d retains %+v", at, want)
		}
		says := func(surface, said string) {
			if !strings.Contains(said, words) && !strings.Contains(said, "at least "+strings.TrimPrefix(words, "≥ ")) {
				t.Errorf("line %d: %s does not say %s:\n%s", at, surface, words, said)
			}
		}
		lens := ""
		for _, l := range e.lenses(app) {
			if strings.HasPrefix(l, fmt.Sprintf("%d: ", at)) {
				lens = l
			}
		}
		says("the lens", lens)
		hover := e.hover(app, at).Contents.(*protocol.MarkupContent).Value
		for _, part := range strings.Split(hover, "\n\n") {
			if strings.HasPrefix(part, "If all of them went") {
				says("the hover", part)
			}
		}
		for _, p := range problems {
			if strings.HasPrefix(p, fmt.Sprintf("%d ", at)) {
				says("the problem", p)
			}
		}
		says("suspects", text.String())
		says("the page", page.String())
		found := false
		for _, x := range all {
			if x.Place.Recorded.Line == recorded {
				found = true
				if x.Retained != want {
					t.Errorf("line %d: the suspect retains %+v, want %+v", at, x.Retained, want)
				}
			}
		}
		for _, x := range judged.Suspects {
			if x.RecordedLine == recorded && x.RetainedBytes != want.Bytes {
				t.Errorf("line %d: the view has %d bytes, want %d", at, x.RetainedBytes, want.Bytes)
			}
		}
		if !found {
			t.Errorf("line %d is no suspect", at)
		}
	}

	// One SV: what collects, and what stands for a lost cycle.
	populations, err := s.Populations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	growing, _ := populations.Growing()
	if len(growing) == 0 {
		t.Fatal("nothing grew")
	}
	one := growing[0].Population.Parent.Example[len(growing[0].Bytes)-1]
	var cycle retained.Component
	for c := range sizes.Components {
		if len(c.Members) > len(cycle.Members) {
			cycle = c
		}
	}
	for _, sv := range append(slices.Clone(cycle.Members), one) {
		want := sizes.Bytes(sv)
		if want != sizes.Of(sv).Bytes || want != sizes.Bytes(sizes.Head(sv)) || want > h.Bytes() {
			t.Errorf("%s retains %d bytes", h.Desc(sv), want)
		}
		u := e.opened(fmt.Sprintf(`{"kind": "sv", "address": %q}`, h.Addr(sv).String()))
		if content := e.content(u); !strings.Contains(content, words.Bytes(want)+" retained") {
			t.Errorf("%s: the document does not say %s:\n%.600s", h.Desc(sv), words.Bytes(want), content)
		}
	}
	ref, _ := sizes.Dominator(one) // is a part of the population
	if last := growing[0].Population.Parent.Retained[2]; last != sizes.Bytes(ref) {
		t.Errorf("the population has %d bytes, largest %d", last, sizes.Bytes(ref))
	}

	// The heap and its populations.
	folders := []string{dir}
	reader := files.New(t.Context(), files.Policy{Folders: folders, Elsewhere: true})
	placed := population.Writer{Sub: site.NewProgram(h, site.Workspace{Folders: folders, Files: site.NewDisk(h, reader, folders, nil)}).SubLine}
	checkCommand(t, e, populations.Top, placed)
	checkOverview(t, e, populations, placed)
	shapes, err := population.New(ctx, h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	checkProfile(t, populations.Top, pprof.Profile(h, population.Merge(shapes).Top, pprof.Options{}))
	checkMap(t, populations.Top, page.String())
}

// checkCommand holds what the icicle is drawn of against the populations.
func checkCommand(t *testing.T, e *editor, top *population.Population, w population.Writer) {
	t.Helper()
	var got wire.Populations
	if err := e.execute(commandPopulation, `{}`, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]*population.Population{}
	for p := range top.All {
		want[w.Path(p)] = p
	}
	rest := map[int]int64{}
	lost := false
	for _, one := range got.Populations {
		p := want[one.Path]
		if p == nil || !slices.Equal(one.Count, p.Count) || !slices.Equal(one.Bytes, p.Bytes) || !slices.Equal(one.RetainedBytes, p.Retained) {
			t.Fatalf("the icicle has %+v, populations %+v", one, p)
		}
		rest[one.ID] += p.Retained[len(p.Retained)-1]
		rest[one.Parent] -= p.Retained[len(p.Retained)-1]
		lost = lost || one.Kind == wire.PopulationLost && got.Populations[one.Parent-1].Kind == wire.PopulationHeap
	}
	for id, n := range rest {
		if id > 0 && n < 0 {
			t.Errorf("what is below %s is %d bytes more than it", got.Populations[id-1].Path, -n)
		}
	}
	if len(got.Populations) < 50 || len(got.Dumps) != len(top.Count) || !lost {
		t.Errorf("the icicle has %d populations of %d dumps; what is lost: %t", len(got.Populations), len(got.Dumps), lost)
	}
}

// checkOverview holds the lists of the overview against the populations.
func checkOverview(t *testing.T, e *editor, ps *population.Populations, w population.Writer) {
	t.Helper()
	content := e.content(e.opened(`{"kind": "overview"}`))
	last := len(ps.Top.Count) - 1
	for _, p := range ps.Top.Outline(population.OutlineOptions{Least: ps.Top.Retained[last] / 50, Depth: 3}).Parts {
		name := w.Chain(p.Chain)
		if !slices.ContainsFunc(strings.Split(content, "\n"), func(line string) bool {
			return strings.HasSuffix(line, "  "+name) && strings.Contains(line, " "+words.Bytes(p.Retained[last])+" ") && strings.Contains(line, " "+words.Count(p.Count[last])+" ")
		}) {
			t.Errorf("the overview has no %s of %s in\n%s", words.Bytes(p.Retained[last]), name, content)
		}
	}
}

// checkProfile holds a profile against the populations: each is a sample with its
// members and bytes, and what is cumulative is what it retains.
func checkProfile(t *testing.T, top *population.Population, p *profile.Profile) {
	t.Helper()
	type numbers struct{ alive, bytes, cumulative int64 }
	got := map[string]*numbers{}
	at := func(stack string) *numbers {
		if got[stack] == nil {
			got[stack] = &numbers{}
		}
		return got[stack]
	}
	var whole int64
	for _, s := range p.Sample {
		stack := ""
		for i, l := range slices.Backward(s.Location) {
			stack += " → " + l.Line[0].Function.Name
			at(stack).cumulative += s.Value[1]
			if i == 0 {
				at(stack).alive += s.Value[0]
				at(stack).bytes += s.Value[1]
			}
		}
		whole += s.Value[1]
	}
	want := map[string]*numbers{}
	frames := map[*population.Population]string{}
	for q := range top.All {
		if q.Parent == nil {
			continue
		}
		frames[q] = frames[q.Parent] + " → " + population.Writer{}.Chain([]*population.Population{q})
		last := len(q.Count) - 1
		if q.Retained[last] > 0 || q.Count[last] > 0 {
			n := want[frames[q]]
			if n == nil {
				n = &numbers{}
				want[frames[q]] = n
			}
			n.alive += int64(q.Count[last])
			n.bytes += q.Bytes[last]
			n.cumulative += q.Retained[last]
		}
	}
	for stack, n := range want {
		if *at(stack) != *n {
			t.Errorf("the profile has %+v of %s, populations %+v", *at(stack), stack, *n)
		}
	}
	if len(got) != len(want) || whole != top.Retained[len(top.Retained)-1] {
		t.Errorf("the profile has %d stacks and %d bytes, populations %d and %d", len(got), whole, len(want), top.Retained[len(top.Retained)-1])
	}
}

// checkMap holds the map of a report, and its table, against the populations.
func checkMap(t *testing.T, top *population.Population, page string) {
	t.Helper()
	last := len(top.Count) - 1
	page = html.UnescapeString(page)
	parts := 0
	todo := []*population.Part{top.Outline(population.OutlineOptions{Least: top.Retained[last] / 200, Depth: 6})}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = append(todo[:len(todo)-1], p.Parts...)
		name := population.Writer{}.Chain(p.Chain)
		if p.Count[last] > 1 && p.Class.Kind != path.Symbol {
			name = words.Count(p.Count[last]) + " × " + name
		}
		row := fmt.Sprintf("%s</th><td>%s</td><td>%s</td>", name, words.Count(p.Count[last]), words.Bytes(p.Retained[last]))
		if p.Count[last] == 0 {
			row = fmt.Sprintf("%s</th><td></td><td>%s</td>", name, words.Bytes(p.Retained[last]))
		}
		if !strings.Contains(page, row) {
			t.Errorf("the page has no %s", row)
		}
		parts++
	}
	if parts < 20 {
		t.Errorf("%d parts", parts)
	}
}
