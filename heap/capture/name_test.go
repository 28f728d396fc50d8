package capture

import "testing"

// What runs perl is called so, with a version or without; perlheap is not.
func TestIsPerlName(t *testing.T) {
	for name, want := range map[string]bool{"perl": true, "perl\n": true, "perl5.36.0": true, "perl-static": true, "perlheap": false, "perldoc": false, "python": false} {
		if got := isPerlName(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
