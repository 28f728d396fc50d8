package wire

// Populations are what heaps consist of, by shape. Lists of numbers have one for
// each dump.
type Populations struct {
	Dumps       []string     `json:"dumps"`           // paths, in order
	Order       *Order       `json:"order,omitempty"` // how they were put in order
	Populations []Population `json:"populations"`     // parents before what they hold
}

// PopulationKind is what the members of a population are.
type PopulationKind string

const (
	PopulationHeap     PopulationKind = "heap"     // the whole heap
	PopulationLost     PopulationKind = "lost"     // all that no root reaches
	PopulationSymbol   PopulationKind = "symbol"   // packages, globs and named subs
	PopulationObjects  PopulationKind = "objects"  // of a class
	PopulationClosures PopulationKind = "closures" // of a line
	PopulationData     PopulationKind = "data"     // of a type
)

// Population is all SVs of a shape.
type Population struct {
	ID            int            `json:"id"`               // from 1, in this answer
	Parent        int            `json:"parent,omitempty"` // ID of what holds it; none at the top
	Path          string         `json:"path"`             // in words, from the outside to the inside
	Name          string         `json:"name"`             // the same from the parent on
	Kind          PopulationKind `json:"kind"`
	Type          string         `json:"type,omitempty"`  // of data, as Devel::MAT calls it
	Class         string         `json:"class,omitempty"` // of objects
	Count         []int          `json:"count"`           // of members
	SVs           []int          `json:"svs"`             // the members with their parts, as the pads of closures
	Bytes         []int64        `json:"bytes"`           // of these
	RetainedBytes []int64        `json:"retainedBytes"`   // of these and of all below
	Each          []float64      `json:"perParent"`       // members for each member of the parent
	Example       []string       `json:"example"`         // address of a member in each dump; empty for none
}
