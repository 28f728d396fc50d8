package pprof

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

func TestWrite(t *testing.T) {
	ctx := context.Background()
	h, err := heap.Open(ctx, filepath.Join("..", "..", "testdata", "dumps", "p536-amd64-d046-leak.3.pmat.gz"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	var b bytes.Buffer
	err = Write(ctx, &b, h, func(s *site.Site) (string, int) { return "here/" + s.Recorded.File, s.Recorded.Line - 1 })
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.CheckValid(); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, s := range p.Sample {
		leaf := s.Location[0].Line[0]
		if leaf.Function.Filename != "here/lib/Leaky/App.pm" || leaf.Line != 121 {
			continue
		}
		found = true
		var stack []string
		for _, l := range s.Location[1:] {
			stack = append(stack, l.Line[0].Function.Name)
		}
		if got := strings.Join(stack, " ← "); got != "{events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL" || s.Value[0] != 180 {
			t.Errorf("%d alive, held by %s", s.Value[0], got)
		}
	}
	if !found {
		t.Error("no sample for line 121")
	}
}
