package text

// Keys tells which hash keys may be shown to others. Keys are often data, such
// as session IDs and addresses: output meant to be passed on shows only those
// that the program's own text has as constants. Nil allows all.
type Keys func(key string) bool

// AllKeys allows all keys.
func AllKeys(string) bool { return true }

// NoKeys allows none.
func NoKeys(string) bool { return false }

// May reports whether a key may be shown.
func (k Keys) May(key string) bool { return k == nil || k(key) }

// Key writes a key as [KeyOf] does, or [HiddenKey].
func (k Keys) Key(key string) string {
	if !k.May(key) {
		return HiddenKey
	}
	return KeyOf(key)
}
