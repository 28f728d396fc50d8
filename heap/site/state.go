package site

// State says how well a site is found in the current source.
type State uint8

// The states of [Place].
const (
	// Unlocated: the file was not found or cannot be read, so that nothing is
	// known of the text.
	Unlocated State = iota
	// Exact: the text fits the site at the line that was recorded.
	Exact
	// Moved: the sub was found again, but the text has changed: perl would
	// record another line for it.
	Moved
	// Uncertain: Place.Sub is the likeliest sub, but it may be another one.
	Uncertain
	// Gone: the text has no sub that can be it.
	Gone
)

var stateNames = [...]string{"unlocated", "exact", "moved", "uncertain", "gone"}

// String returns the lower-case name of the state.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "unknown"
}
