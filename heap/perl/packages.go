package perl

import "bytes"

// features are the extensions of the language that a file asks for.
type features struct {
	class      bool // method as a keyword for anonymous methods
	objectPad  bool
	functions  bool // fun, func
	modifiers  bool // before, after, around as keywords
	signatures bool
	tryKeyword bool // try is a statement, its block no sub
}

// use reads the module after use and no.
func (s *scanner) use(end int) {
	i := s.peek(end)
	if !isWordStart(s.at(i)) || s.at(i) == 'v' && isDigit(s.at(i+1)) {
		s.term(end)
		s.useVersion(i)
		return
	}
	to := s.name(i)
	module := string(s.text[i:to])
	s.then(to, wantTerm, curlyHash)
	s.addModule(module)
	s.mentionModule(i, to)
	args := s.text[to:min(to+300, s.limit)]
	if n := bytes.IndexByte(args, ';'); n >= 0 {
		args = args[:n]
	}
	has := func(word string) bool { return bytes.Contains(args, []byte(word)) }
	f := &s.features
	switch module {
	case "feature", "experimental", "experimentals":
		f.class = f.class || has("class")
		f.tryKeyword = f.tryKeyword || has("try") || has("defer")
	case "Object::Pad":
		f.class, f.objectPad = true, true
	case "Feature::Compat::Class":
		f.class = true
	case "MooseX::Declare", "Moops", "Zydeco", "Kavorka", "Dios":
		f.class, f.functions, f.modifiers = true, true, true
	case "Function::Parameters", "Method::Signatures", "Method::Signatures::Simple", "MooseX::Method::Signatures",
		"MooseX::Function::Parameters", "Function::Parameters::Info", "Fun":
		f.class, f.functions = true, true
	case "Syntax::Keyword::Try", "Feature::Compat::Try", "TryCatch", "Nice::Try", "Syntax::Keyword::Defer", "Feature::Compat::Defer":
		f.tryKeyword = true
	case "Modern::Perl", "Mojolicious::Lite", "Mojo::Base", "Syntax::Construct", "common::sense":
	}
	if has("signatures") {
		f.signatures = true
	}
}

// useVersion reads the feature bundle of `use v5.36`: signatures come with it.
func (s *scanner) useVersion(i int) {
	if s.at(i) == 'v' {
		i++
	}
	if s.at(i) != '5' || s.at(i+1) != '.' {
		return
	}
	minor, digits := 0, 0
	for i += 2; isDigit(s.at(i)) && digits < 3; i++ {
		minor = minor*10 + int(s.text[i]-'0')
		digits++
	}
	if minor >= 35 && minor < 200 {
		s.features.signatures = true
	}
}

func (s *scanner) addModule(module string) {
	if s.modules == nil {
		s.modules = map[string]bool{}
	}
	if !s.modules[module] {
		s.modules[module] = true
		s.file.Modules = append(s.file.Modules, module)
	}
}

func (s *scanner) packageName() string {
	if s.pkg < 0 {
		return "main"
	}
	return s.file.Packages[s.pkg].Name
}

// packageStatement reads `package NAME VERSION ;` and `package NAME {`.
func (s *scanner) packageStatement(i, end int) {
	s.then(end, wantTerm, curlyHash)
	s.skipSpace()
	to := s.name(s.pos)
	if to == s.pos {
		return
	}
	s.openPackage(i, "package", s.pos, to)
}

// classStatement reads `class NAME VERSION :isa(NAME) ;` or `{`, and the words
// that MooseX::Declare and Object::Pad put between; false when class is an
// ordinary word.
func (s *scanner) classStatement(i, end int) bool {
	from := s.peek(end)
	to := s.name(from)
	if to == from || isDigit(s.text[from]) || from == end {
		return false
	}
	for j, depth := s.peek(to), 0; ; j++ {
		if j >= min(to+maxAhead, s.limit) {
			return false
		}
		c := s.text[j]
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case depth > 0 || isWord(c) || isSpace(c) || c == '\n' || c == ':' || c == '.' || c == '\'' || c == '"':
			continue
		case c == ',' || c == '#':
			if c == '#' {
				j = s.endOfLine(j) - 1
			}
			continue
		case c == ';' || c == '{':
			s.features.class = true
			s.openPackage(i, string(s.text[i:end]), from, to)
			return true
		default:
			return false
		}
		if depth < 0 {
			return false
		}
	}
}

// openPackage notes the statement whose name is text[from:to] and leaves pos
// at the version or whatever else follows the name.
func (s *scanner) openPackage(i int, keyword string, from, to int) {
	s.mention(MentionWord, 0, from, to)
	p := PackageRange{Name: string(s.text[from:to]), Keyword: keyword, Start: i, End: -1, depth: len(s.frames)}
	s.pkgOuter = append(s.pkgOuter, s.pkg)
	s.file.Packages = append(s.file.Packages, p)
	s.then(to, wantTerm, curlyBlock)
	j := to
	for {
		s.pos = j
		s.skipSpace()
		j = s.pos
		c := s.at(j)
		if c == '{' {
			s.file.Packages[len(s.file.Packages)-1].Block = true
			s.push(frame{kind: frameBrace, open: j, body: -1, want: wantStatement, curly: curlyStatement, flags: flagPackage})
			s.pkg = len(s.file.Packages) - 1
			s.file.Packages[s.pkg].depth = len(s.frames)
			s.then(j+1, wantStatement, curlyStatement)
			return
		}
		if c == '(' {
			if close := s.findClose(j, false); close >= 0 {
				j = close + 1
				continue
			}
		}
		if isWord(c) || keyword != "package" && (c == ':' || c == '\'' || c == '"' || c == ',') || c == '.' {
			j++
			continue
		}
		break
	}
	s.endPackage(i)
	s.pkgOuter[len(s.pkgOuter)-1] = s.pkg
	s.pkg = len(s.file.Packages) - 1
	s.then(j, wantOperator, curlyBlock)
}

// endPackage ends the package statement that a new one in the same block
// replaces. One with a block of its own replaces it only there.
func (s *scanner) endPackage(at int) {
	if s.pkg < 0 {
		return
	}
	p := &s.file.Packages[s.pkg]
	if p.depth == len(s.frames) && !p.Block {
		p.End = at
		s.pkg = s.pkgOuter[s.pkg]
	}
}

// closePackages ends the packages of the block of f, which was closed and was
// the n-th bracket.
func (s *scanner) closePackages(f frame, n, end int) {
	for s.pkg >= 0 && s.pkg != f.pkg && s.file.Packages[s.pkg].depth > n {
		s.file.Packages[s.pkg].End = end
		s.pkg = s.pkgOuter[s.pkg]
	}
}
