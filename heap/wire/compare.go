package wire

// Diff is what each of two dumps has at addresses where the other has nothing.
type Diff struct {
	OnlyA  []SV `json:"onlyA"`
	OnlyB  []SV `json:"onlyB"`
	Common int  `json:"common"`
}

// Stayed is an SV that appeared in a series of dumps and stayed.
type Stayed struct {
	Since int `json:"since"` // number of the dump it appeared in, from 1 on
	SV    SV  `json:"sv"`
}
