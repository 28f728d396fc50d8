package perl

// wordClass says what a bare word does to what follows it.
type wordClass uint8

const (
	wordOther   wordClass = iota // a function, class or constant that the text does not know
	wordNullary                  // built in, takes no argument: an operator follows
	wordUnary                    // built in, argument optional
	wordList                     // built in, a term follows
	wordBlock                    // map, grep, sort, print: block or term follows
	wordPrint                    // print, printf, say
	wordValue                    // do, eval
	wordControl                  // if, while, ...
	wordElse                     // a block follows
	wordInfix                    // an operator between terms
	wordQuote
	wordDeclare // my, our, state
	wordUse
	wordPackage
	wordSub
	wordPhaser
	wordBless
	wordEnd
)

var wordClasses = makeClasses(map[wordClass]string{
	wordNullary: `time times wait wantarray fork getppid __FILE__ __LINE__ __PACKAGE__ __SUB__ __CLASS__
		getlogin break endpwent endgrent getpwent getgrent setpwent setgrent`,
	wordUnary: `shift pop getc caller chdir chroot close each keys values delete exists defined scalar undef
		lc uc lcfirst ucfirst fc length chr ord int hex oct abs sqrt sin cos exp log rand srand ref quotemeta
		alarm sleep exit umask localtime gmtime chomp chop chdir rmdir readlink stat lstat uc lock
		study pos reset tell eof fileno require local last next redo goto dump evalbytes readline
		closedir readdir rewinddir telldir getpgrp getsockname getpeername untie tied`,
	wordList: `return die warn push unshift splice split join sprintf printf reverse unlink open opendir
		binmode seek read sysread syswrite sysopen sysseek write pack unpack index rindex substr vec chmod
		chown utime kill mkdir rename link symlink tie wait waitpid exec system select socket bind connect
		listen accept shutdown send recv getsockopt setsockopt socketpair pipe flock fcntl ioctl truncate
		crypt formline atan2 not and or xor glob setpgrp getpriority setpriority dbmopen dbmclose syscall`,
	wordBlock:   `map grep sort`,
	wordPrint:   `print printf say`,
	wordValue:   `do eval`,
	wordControl: `if unless while until for foreach elsif when given`,
	wordElse:    `else continue default`,
	wordInfix:   `x lt gt le ge eq ne cmp isa`,
	wordQuote:   `q qq qw qx qr m s tr y`,
	wordDeclare: `my our state`,
	wordUse:     `use no`,
	wordPackage: `package`,
	wordSub:     `sub`,
	wordPhaser:  `BEGIN END INIT CHECK UNITCHECK`,
	wordBless:   `bless`,
	wordEnd:     `__END__ __DATA__`,
})

func makeClasses(lists map[wordClass]string) map[string]wordClass {
	m := map[string]wordClass{}
	for class := wordOther; class <= wordEnd; class++ {
		word := ""
		for _, c := range lists[class] + " " {
			if c != ' ' && c != '\n' && c != '\t' {
				word += string(c)
				continue
			}
			if word != "" {
				m[word] = class
			}
			word = ""
		}
	}
	return m
}

// plainWord returns the end of the run of word characters from i.
func (s *scanner) plainWord(i int) int {
	for i < s.limit && isWord(s.text[i]) {
		i++
	}
	return i
}

// name returns the end of a name with package separators from i.
func (s *scanner) name(i int) int {
	for {
		i = s.plainWord(i)
		switch {
		case s.at(i) == ':' && s.at(i+1) == ':':
			i += 2
		case s.at(i) == '\'' && isWordStart(s.at(i+1)):
			i++
		default:
			return i
		}
	}
}

// scanWord reads the bare word at pos.
func (s *scanner) scanWord() {
	i := s.pos
	if s.prev == tokArrow {
		end := max(s.name(i), i+1) // a method, whatever it is called
		s.useWord(i, end)
		s.mentionMethod(i, end)
		s.operator(end)
		return
	}
	end := s.plainWord(i)
	class := wordClasses[string(s.text[i:end])]
	if class != wordQuote && (s.at(end) == ':' && s.at(end+1) == ':' || s.at(end) == '\'' && class == wordOther) || end == i {
		end = s.name(i)
		class = wordOther
		if n := len("CORE::"); end-i > n && string(s.text[i:i+n]) == "CORE::" {
			class = wordClasses[string(s.text[i+n:end])]
		}
	}
	w := s.text[i:end]
	if s.fatComma(end) {
		s.useWord(i, end)
		s.mentionBare(MentionPair, i, end)
		s.operator(end)
		return
	}
	if s.want == wantOperator && s.infix(i, end, class) {
		return
	}
	if s.want == wantStatement && class == wordOther && s.label(end) {
		return
	}
	switch class {
	case wordOther, wordQuote, wordDeclare, wordUse, wordPackage, wordSub, wordPhaser, wordEnd:
	default:
		s.mention(MentionBuiltin, 0, i, end)
	}
	switch class {
	case wordNullary:
		s.operator(end)
	case wordUnary:
		s.then(end, wantEither, curlyHash)
	case wordList, wordInfix:
		s.term(end)
	case wordBlock:
		s.then(end, wantTerm, curlyList)
	case wordPrint:
		s.then(end, wantTerm, curlyList)
		s.prev = tokPrint
		return
	case wordValue:
		s.value(i, end)
	case wordControl:
		s.then(end, wantTerm, curlyBlock)
		if string(w) == "for" || string(w) == "foreach" {
			s.control = flagFor
		}
	case wordElse:
		s.then(end, wantTerm, curlyBlock)
	case wordQuote:
		s.quoteWord(i, end)
	case wordDeclare:
		s.declare(string(w), end)
	case wordUse:
		s.use(end)
	case wordPackage:
		s.packageStatement(i, end)
	case wordSub:
		s.subKeyword(i, end)
	case wordPhaser:
		s.phaser(i, end, Phaser)
	case wordBless:
		s.bless(i, end)
	case wordEnd:
		s.endOfCode(i, end)
	default:
		if s.soft(i, end) {
			return
		}
		s.useWord(i, end)
		s.mention(MentionWord, 0, i, end)
		s.mentionConstant(i, end, string(w))
		s.folds = s.folds || maybeConstant(w)
		s.then(end, wantEither, curlyCall)
		if s.prevIs("new") || len(w) > 2 && s.text[end-1] == ':' {
			s.curly = curlyHash
		}
		s.prev, s.word, s.wordAt = tokWord, w, i
	}
}

func (s *scanner) prevIs(word string) bool {
	return s.prev == tokWord && string(s.word) == word
}

// infix reads a word where an operator is wanted; false when it is none, as
// in `print $fh join(...)`.
func (s *scanner) infix(i, end int, class wordClass) bool {
	if s.text[i] == 'x' && (end == i+1 || isDigit(s.text[i+1])) {
		for j := i + 1; j < end; j++ {
			if !isDigit(s.text[j]) {
				return false
			}
		}
		s.term(i + 1)
		if s.at(i+1) == '=' && s.at(i+2) != '=' && s.at(i+2) != '~' {
			s.pos = i + 2
		}
		return true
	}
	if class == wordInfix || class == wordControl {
		s.term(end)
		return true
	}
	return false
}

// label reads the colon of `LABEL:`.
func (s *scanner) label(end int) bool {
	i := s.skipBlanks(end)
	if s.at(i) != ':' || s.at(i+1) == ':' {
		return false
	}
	s.then(i+1, wantStatement, curlyStatement)
	return true
}

// value reads do and eval; eval of anything but a block is a string eval.
func (s *scanner) value(i, end int) {
	eval := s.text[end-1] == 'l'
	if eval && s.at(s.peek(end)) != '{' {
		s.file.Evals = append(s.file.Evals, Eval{Offset: i, Sub: s.cur})
	}
	s.then(end, wantTerm, curlyValue)
	if eval {
		s.want = wantEither
	}
}

// soft reads words that are keywords only in certain surroundings, and
// returns false when the word is an ordinary one.
func (s *scanner) soft(i, end int) bool {
	statement := s.want == wantStatement || s.prevIs("async")
	switch string(s.text[i:end]) {
	case "method":
		return (statement || s.features.class) && s.maybeMethod(i, end, statement)
	case "fun", "func":
		return s.features.functions && s.maybeMethod(i, end, statement)
	case "before", "after", "around", "override", "augment":
		return s.features.modifiers && statement && s.maybeMethod(i, end, statement)
	case "ADJUST", "ADJUSTPARAMS":
		return statement && s.phaser(i, end, Adjust)
	case "BUILD":
		return statement && s.features.objectPad && s.phaser(i, end, Adjust)
	case "AUTOLOAD", "DESTROY":
		return statement && s.phaser(i, end, Named)
	case "class", "role":
		return statement && s.classStatement(i, end)
	case "field":
		return statement && s.field(end)
	case "has":
		return statement && s.features.objectPad && s.field(end)
	case "try", "catch", "finally", "defer":
		if s.features.tryKeyword {
			s.then(end, wantTerm, curlyBlock)
			return true
		}
	case "format":
		return statement && s.format(end)
	}
	return false
}

// format reads `format NAME =` and its picture lines up to a single dot
// (perlform).
func (s *scanner) format(end int) bool {
	i := s.skipBlanks(s.name(s.skipBlanks(end)))
	if s.at(i) != '=' || s.ranges > 0 {
		return false
	}
	if i = s.skipBlanks(i + 1); i < s.limit && s.text[i] != '\n' {
		return false
	}
	for i < s.limit {
		i++ // past the newline
		from := i
		for i < s.limit && s.text[i] != '\n' {
			i++
		}
		if s.at(from) == '.' && s.skipBlanks(from+1) == i {
			s.then(i, wantStatement, curlyStatement)
			s.endStatement(i)
			return true
		}
	}
	s.fail()
	s.then(end, wantTerm, curlyHash)
	return true
}
