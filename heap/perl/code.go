package perl

import "bytes"

// CodeOf returns a text with blanks in place of all that is no code: comments, POD,
// here-documents, what follows __END__, and the insides of quotes. Offsets and lines
// stay the same. A quoted word that is a key, as {'name'} or 'name' =>, stays. Of a
// text that is [File.Broken] nothing but lines is left.
func CodeOf(text []byte) []byte {
	code := bytes.Repeat([]byte{' '}, len(text))
	for i, c := range text {
		if c == '\n' {
			code[i] = c
		}
	}
	tokens, ok := Tokens(text)
	if !ok {
		return code
	}
	for i, t := range tokens {
		word := text[t.Start:t.End]
		inside := quotedPart(word)
		switch {
		case inside < 0:
			copyCode(code[t.Start:t.End], word)
		case inside == 1 && isPlainWord(word[1:len(word)-1]) && isKey(text, tokens, i):
			copy(code[t.Start:t.End], word)
		default:
			copy(code[t.Start:t.Start+inside], word)
			code[t.End-1] = word[len(word)-1]
		}
	}
	return code
}

// quotedPart returns where the inside of a quote begins, -1 of a token that is none.
// Reading from a handle, <$fh>, is code.
func quotedPart(token []byte) int {
	if len(token) < 2 {
		return -1
	}
	switch token[0] {
	case '"', '\'', '`':
		return 1
	case '/':
		if len(token) > 2 { // neither // nor /=
			return 1
		}
		return -1
	case '<':
		if token[1] == '<' && len(token) > 2 && token[2] != '=' { // a here-document
			return 2
		}
		if inner := bytes.TrimPrefix(token[1:len(token)-1], []byte{'$'}); token[len(token)-1] != '>' || len(inner) == 0 || isPlainWord(inner) {
			return -1
		}
		return 1
	}
	end := 0
	for end < len(token) && isLetter(token[end]) {
		end++
	}
	switch string(token[:end]) {
	case "q", "qq", "qw", "qx", "m", "qr", "s", "tr", "y":
		if end < len(token) {
			return end
		}
	}
	return -1
}

func isPlainWord(text []byte) bool {
	for _, c := range text {
		if !isWord(c) {
			return false
		}
	}
	return len(text) > 0
}

// isKey reports whether a quote is the whole key of a subscript or stands before =>.
func isKey(text []byte, tokens []Token, i int) bool {
	next := func(k int) string {
		if k < 0 || k >= len(tokens) {
			return ""
		}
		return string(text[tokens[k].Start:tokens[k].End])
	}
	return next(i+1) == "=>" || next(i-1) == "{" && next(i+1) == "}"
}

// copyCode copies a token that is no quote without the comments in it, which the head of
// a sub and a declaration may have.
func copyCode(to, token []byte) {
	comment := false
	for i, c := range token {
		switch {
		case c == '\n':
			comment = false
		case c == '#' && i > 0 && (isSpace(token[i-1]) || token[i-1] == '\n' || token[i-1] == ',' || token[i-1] == '('):
			comment = true
		}
		if !comment {
			to[i] = c
		}
	}
}
