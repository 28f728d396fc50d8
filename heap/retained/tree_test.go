package retained

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// However little of the tree is given, the bytes and SVs of a node are its own
// and those of what stands below it.
func TestTreeAddsUp(t *testing.T) {
	h, err := heap.Open(context.Background(), filepath.Join("..", "..", "testdata", "dumps", "p540-amd64-d050.pmat.gz"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	s, err := Compute(context.Background(), h)
	if err != nil {
		t.Fatal(err)
	}
	cycles := map[heap.SV][]heap.SV{}
	for c := range s.Components {
		cycles[c.Head] = c.Members
	}
	for _, opt := range []TreeOptions{
		{From: heap.NoSV, Depth: 3, Nodes: 50, MinBytes: 5000},
		{From: heap.NoSV, Depth: 30, Nodes: 100000},
		{From: heap.NoSV, Nodes: 10},
		{From: 0, Depth: 2, Nodes: 10},
	} {
		nodes, rest, err := s.Tree(context.Background(), h, opt)
		if err != nil {
			t.Fatal(err)
		}
		if len(nodes) > max(opt.Nodes, 1) {
			t.Errorf("%+v: %d nodes", opt, len(nodes))
		}
		if opt.From == heap.NoSV && nodes[0].Bytes != h.Bytes() {
			t.Errorf("%+v: the heap has %d bytes of %d", opt, nodes[0].Bytes, h.Bytes())
		}
		bytes, counts := make([]int64, len(nodes)), make([]int, len(nodes))
		for i, n := range nodes {
			if n.SV != heap.NoSV {
				own := []heap.SV{n.SV}
				if cycle := cycles[n.SV]; cycle != nil {
					own = cycle
				}
				for _, sv := range own {
					bytes[i], counts[i] = bytes[i]+h.Size(sv), counts[i]+1
				}
			}
			if i > 0 {
				if n.Parent >= i || n.Bytes < opt.MinBytes && !n.Lost {
					t.Fatalf("%+v: node %d is %+v", opt, i, n)
				}
				bytes[n.Parent] += n.Bytes
				counts[n.Parent] += n.Count
			}
		}
		for _, r := range rest {
			bytes[r.Parent] += r.Bytes
			counts[r.Parent] += r.Count
		}
		for i, n := range nodes {
			if bytes[i] != n.Bytes || counts[i] != n.Count {
				t.Errorf("%+v: node %d is %+v, but what is in it has %d bytes of %d SVs", opt, i, n, bytes[i], counts[i])
			}
		}
	}
}
