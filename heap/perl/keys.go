package perl

import (
	"unicode/utf8"

	words "github.com/perlheap/perlheap/heap/text"
)

// Keys calls add for each key name that a program's text contains as a
// constant: a bare word or a string without interpolation as a subscript, before
// =>, or as the attribute that `has` declares; a field of a class; the words of
// qw.
func Keys(text []byte, add func(key string)) {
	if !utf8.Valid(text) {
		text = []byte(words.Decode(text))
	}
	f := Scan(text)
	for _, m := range MentionsOf(text, f) {
		switch m.Kind {
		case MentionKey, MentionPair, MentionItem:
			add(m.Name)
		}
	}
	fields := func(declares []Variable) {
		for _, v := range declares {
			if v.Declarator == "field" {
				add(v.Name)
			}
		}
	}
	fields(f.Declares)
	for i := range f.Subs {
		fields(f.Subs[i].Declares)
	}
}
