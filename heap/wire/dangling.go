package wire

// Dangling is a pointer that leads to no SV.
type Dangling struct {
	SV      SV     `json:"sv"`
	Name    string `json:"name"`
	Address string `json:"address"`
}
