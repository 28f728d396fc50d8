package diagnose

// pattern is a way in which heaps grow.
type pattern struct {
	name string
	find func(*finder) error
}

// patterns are looked for in this order: what one of them claims, those behind it
// leave alone.
var patterns = []pattern{
	{"what nothing holds", (*finder).unreached},
	{"chains", (*finder).chains},
	{"names in packages", (*finder).packages},
	{"containers", (*finder).containers},
	{"strings", (*finder).growingStrings},
}
