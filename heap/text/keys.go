package text

// Keys tells which keys of hashes may be told to others. Keys are often data,
// as session ids and addresses are: in what is made to be passed on, only those
// are told that the program's own text has as constants. Nil tells all.
type Keys func(key string) bool

// AllKeys tells all.
func AllKeys(string) bool { return true }

// NoKeys tells none.
func NoKeys(string) bool { return false }

// May reports whether a key may be told.
func (k Keys) May(key string) bool { return k == nil || k(key) }

// Key writes a key as [KeyOf] does, or [HiddenKey].
func (k Keys) Key(key string) string {
	if !k.May(key) {
		return HiddenKey
	}
	return KeyOf(key)
}
