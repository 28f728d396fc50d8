package wire

// Found is an SV that was found, and what each filter says about it.
type Found struct {
	SV    SV       `json:"sv"`
	Notes []string `json:"notes"`
}
