package render

import words "github.com/perlheap/perlheap/heap/text"

// Safe makes a sentence harmless wherever it is shown; see [text.Safe].
func Safe(s string) string { return words.Safe(s) }

// Name makes a name from a dump fit for a person; see [text.Name].
func Name(s string) string { return words.Name(s) }

// Whole makes a name from a dump fit for a machine; see [text.Whole].
func Whole(s string) string { return words.Whole(s) }

// Key writes the key of a hash for a person; see [text.Key].
func Key(key []byte) string { return words.Key(key) }

// WholeKey writes the key of a hash for a machine; see [text.WholeKey].
func WholeKey(key []byte) string { return words.WholeKey(key) }
