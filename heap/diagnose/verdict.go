package diagnose

import "slices"

// rule gives a level to suspicions that some principles support and others
// contradict.
type rule struct {
	level   Level
	speak   []Principle // all of them for it
	against []Principle // all of them against it
}

// verdicts are the rules; the first that fits decides. High means: bet on it.
var verdicts = []rule{
	{Low, nil, []Principle{Truncated}},
	{Low, nil, []Principle{Bounded}},
	{Low, nil, []Principle{TooLittle}},
	{Low, nil, []Principle{Unknown}},
	{Low, nil, []Principle{Survives}}, // it is replaced
	{Low, nil, []Principle{Pending}},  // and nothing shows that it stays

	// One or two dumps only show what is unheld, or no longer needed.
	{High, []Principle{Unheld, Numerous, Explains}, []Principle{FewDumps}},
	{Medium, []Principle{Unheld, Numerous}, []Principle{FewDumps}},
	{Medium, []Principle{PiledUp}, []Principle{FewDumps}},
	{Low, nil, []Principle{FewDumps}},

	{Low, nil, []Principle{Removed}}, // and nothing shows that it stays

	{Medium, []Principle{Unheld, Growing, Numerous, Explains}, []Principle{Saturates}},
	{Medium, []Principle{Growing, Numerous, Explains, Steady}, []Principle{Saturates}},
	{Low, nil, []Principle{Saturates}},
	{Medium, []Principle{Growing, Numerous}, []Principle{Lookup}},
	{High, []Principle{Growing, Numerous, Explains}, nil},
	{Medium, []Principle{Growing, Numerous}, nil},
}

// verdict returns the level that follows from evidence.
func verdict(evidence []Evidence) Level {
	has := func(speaks bool) func(Principle) bool {
		return func(p Principle) bool {
			return slices.ContainsFunc(evidence, func(e Evidence) bool { return e.Principle == p && e.For == speaks })
		}
	}
	for _, r := range verdicts {
		if all(r.speak, has(true)) && all(r.against, has(false)) {
			return r.level
		}
	}
	return Low
}

func all(principles []Principle, hold func(Principle) bool) bool {
	return !slices.ContainsFunc(principles, func(p Principle) bool { return !hold(p) })
}
