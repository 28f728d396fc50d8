package capture

import (
	"fmt"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// Children stand below their parents; nothing is lost or doubled where parents
// are not listed, or lead in a circle.
func TestTree(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{"", ""},
		{"1:0 2:1 3:1 4:2", "1 .2 ..4 .3"},
		{"5:9 6:5 7:9", "5 .6 7"},
		{"1:2 2:1 3:0", "3 1 .2"},
		{"4:4", "4"},
	} {
		var list []wire.Process
		for _, word := range strings.Fields(c.list) {
			var p wire.Process
			if _, err := fmt.Sscanf(word, "%d:%d", &p.PID, &p.Parent); err != nil {
				t.Fatal(err)
			}
			list = append(list, p)
		}
		var got []string
		for _, b := range Tree(list) {
			got = append(got, fmt.Sprint(strings.Repeat(".", b.Depth), b.PID))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.list, s, c.want)
		}
	}
}
