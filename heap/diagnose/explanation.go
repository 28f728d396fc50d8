package diagnose

// Explanation says why something is a suspect. It is put into words when somebody asks,
// with what holds it or without.
type Explanation struct {
	// before and after stand around what names the holder, if it is named.
	before, holder, after string
}

// Because explains without naming what holds the suspect.
func Because(text string) Explanation { return Explanation{before: text} }

// becauseOf explains with words for what holds the suspect between two others.
func becauseOf(before, holder, after string) Explanation { return Explanation{before, holder, after} }

// add adds something at the end.
func (e *Explanation) add(text string) { e.after += text }

// IsEmpty reports whether nothing is explained.
func (e Explanation) IsEmpty() bool { return e == Explanation{} }

// String is the explanation in one sentence, without the holder's full name.
func (e Explanation) String() string { return e.before + e.holder + e.after }

// heldBy is the sentence with the full name of what holds it; empty for nothing with a
// name.
func (e Explanation) heldBy(holder string) string {
	switch {
	case holder == "":
		return e.String()
	case e.holder == "":
		return e.String() + ", held by " + holder
	}
	return e.before + holder + e.after
}
