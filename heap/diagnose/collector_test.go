package diagnose

import (
	"testing"

	"github.com/perlheap/perlheap/heap/population"
)

// TestDragged: what grows mostly because there are more of its holders is told with them;
// what each has more and more of is not.
func TestDragged(t *testing.T) {
	for _, c := range []struct {
		above, below []int
		want         bool
	}{
		{[]int{15, 50, 88}, []int{150, 640, 1248}, true}, // a busier hour
		{[]int{15, 50, 88}, []int{150, 500, 880}, true},
		{[]int{15, 18, 20}, []int{150, 900, 1800}, false},
		{[]int{15, 50, 88}, []int{15, 400, 1800}, false},
	} {
		if got := dragged(&population.Population{Count: c.below}, &population.Population{Count: c.above}); got != c.want {
			t.Errorf("%v below %v is dragged: %v", c.below, c.above, got)
		}
	}
}
