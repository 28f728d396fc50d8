package site

// Role is what is on the line of a [Place].
type Role string

// The roles.
const (
	RoleSub         Role = "sub"         // the keyword of a sub
	RoleEval        Role = "eval"        // an eval of a string
	RolePackage     Role = "package"     // a package, class or role statement
	RoleBless       Role = "bless"       // a call of bless
	RoleDeclaration Role = "declaration" // my, our, state, or a signature
	RoleMention     Role = "mention"     // a variable without a declaration
	RoleStore       Role = "store"       // a statement that puts something into a container
	RoleLine        Role = "line"        // nothing special: the line itself is recorded
)
