package align

import "math"

// The weights by which a code and a sub are compared, in the units of natural
// logarithms of odds: a weight of 3 says that it is 20 times as likely. They were
// set by what perl does and not fitted; TestTables and TestDriftOfProjects
// (README.md) count what is placed rightly with them, and a change of one must not
// make either worse. What matters is their order: a name beats all contents
// together, contents that are bounded beat the place, the place beats nothing.
const (
	// nameMatch is the score of a named sub that has package and name of the
	// code, if no other has: more than all that contents can say against it.
	nameMatch = saturation + 4
	// sameName is the score of the name alone where several subs have it, so
	// that contents and order decide among them.
	sameName = nameMatch / 2
	// renamed is what a named sub of another name must make up for: as much as
	// the name would have said for it.
	renamed = sameName
	// keptName is the score of a name by which the program keeps an anonymous
	// sub, or that was given to it at run time, if one sub alone has the label. It
	// is no more than a label, and may be written elsewhere too.
	keptName = nameMatch / 2
	// modifies is the score of a name that Moose gives to the modifiers of a
	// kind: all of them have the same one.
	modifies = nameMatch / 4
	// otherName speaks against an anonymous sub for a code that has a name in a
	// package of the text: as much as all its contents can say for it.
	otherName = saturation
	// nested is what speaks against a pair of which only one has subs inside.
	nested = 3
	// mayBeNone speaks against the block of a function, of which the text does
	// not tell whether perl makes a sub of it. It only decides what is equal.
	mayBeNone = 0.5
	// foreign is what a variable in the pad weighs beside its rarity if the sub
	// does not name it: perl puts none there that is not named.
	foreign = 1
	// swappedCapture is what a variable weighs that the code captured and the sub
	// declares, or the other way round. A name may be both, so that it is little.
	swappedCapture = 0.5
	// strange is what a constant weighs that is not written in the sub, unseen
	// what is written there and is a constant of other codes only, of what it
	// would weigh if they had it in common: perl adds and folds constants.
	strange = 0.5
	unseen  = 0.6

	// common is the weight of a variable or word that all subs have, rarest how
	// much more one has that one in 20 subs or fewer have: a text has but so many
	// subs that what is rarer says no more.
	common, rarest = 0.2, 3
	// saturation bounds what all variables and constants say together: they are
	// not independent, and a sub of many names is no surer than one of several.
	saturation = 8
)

// rarity is the weight of a variable or word that one in so many subs has.
func rarity(subs float64) float64 { return common + min(rarest, math.Log(subs)) }

// saturate bounds the weight of many features.
func saturate(x float64) float64 { return saturation * x / (saturation + x) }
