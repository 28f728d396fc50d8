package site

// Role is what stands on the line of a [Spot].
type Role string

// The roles.
const (
	RoleSub         Role = "sub"         // the keyword of a sub
	RoleEval        Role = "eval"        // an eval of a string
	RolePackage     Role = "package"     // a package, class or role statement
	RoleBless       Role = "bless"       // a call of bless
	RoleDeclaration Role = "declaration" // my, our, state or field
	RoleMention     Role = "mention"     // a variable without declaration
	RoleLine        Role = "line"        // nothing special: the line itself is recorded
)

// Spot is a line that an item belongs to.
type Spot struct {
	Place
	Role Role
	// Attributed tells that the line is not what the dump says but concluded
	// from it: one of Of lines that may have made the item, or the bless of a
	// class that it inherits from. It is false for the line that declares a
	// variable or a class, and for those that the dump records.
	Attributed bool
	Of         int // how many lines there are that may be it, this one among them; at least 1
}

// Spots gives the lines that an item belongs to, the one that tells most
// first. Most have one; objects stand at their package and at the bless lines
// that may have made them. There is at least one, without a path if the file
// was not found.
func (l *Locator) Spots(i *Item) []Spot {
	p := l.Place(&Site{Recorded: i.Recorded, Name: i.Name})
	if len(i.Sites) > 0 {
		p = l.Place(i.Sites[0])
	}
	return []Spot{{Place: p, Role: RoleSub, Of: 1}}
}
