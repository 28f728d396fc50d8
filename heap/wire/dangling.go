package wire

// Dangling is a pointer to an address that has no SV.
type Dangling struct {
	SV      SV     `json:"sv"`
	Name    string `json:"name"`
	Address string `json:"address"`
}
