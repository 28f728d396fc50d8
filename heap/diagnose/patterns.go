package diagnose

// pattern is a way in which heaps grow. Each is in a file that is called
// pattern_ and its name.
type pattern struct {
	name string
	find func(*finder) error
}

// patterns are looked for in this order: what one of them claims, later ones leave
// alone.
var patterns = []pattern{
	{"lost cycles, with or without a closure, and what C holds", (*finder).unreached},
	{"chains", (*finder).chains},
	{"names in packages", (*finder).packages},
	{"containers", (*finder).containers},
	{"strings", (*finder).growingStrings},
	{"what fits none of these", (*finder).unknown},
}

// collections are what a container may collect. The first that fits reports it.
var collections = []func(*finder, *Suspect, *collection) bool{
	(*finder).tellText,
	(*finder).tellEvals,
	(*finder).tellClosures,
	(*finder).tellNames,
	(*finder).tellList,
	(*finder).tellStaleWeakKeys,
	(*finder).tellEntries,
}
