package perl

import (
	"bytes"
	"regexp"
)

// selfLoaded goes on behind __DATA__ if that is where SelfLoader has subs, until
// a line that begins with __END__. It gives perl each as a text of its own,
// called `sub Package::name`, whose first line is that of the `sub`.
func (s *scanner) selfLoaded(i, end int) bool {
	if !s.modules["SelfLoader"] || string(s.text[i:end]) != "__DATA__" || len(s.frames) > 0 {
		return false
	}
	nl := bytes.IndexByte(s.text[end:s.limit], '\n')
	if nl < 0 {
		return false
	}
	from := end + nl + 1
	pkg := "main"
	if s.pkg >= 0 {
		pkg = s.file.Packages[s.pkg].Name
	}
	for at := from; at < s.limit; {
		line, rest, _ := bytes.Cut(s.text[at:s.limit], []byte("\n"))
		if bytes.HasPrefix(line, []byte("__END__")) {
			s.limit = at
			break
		}
		if m := selfLoadedSub.FindSubmatch(line); m != nil {
			name := string(m[1])
			if !bytes.Contains(m[1], []byte("::")) {
				name = pkg + "::" + name
			}
			s.file.Directives = append(s.file.Directives, Directive{Line: s.file.LineOf(at) - 1, Next: 1, File: "sub " + name})
		} else if m := selfLoadedPackage.FindSubmatch(line); m != nil {
			pkg = string(m[1])
		}
		at = s.limit - len(rest)
		if len(rest) == 0 {
			break
		}
	}
	s.file.End, s.file.SelfLoaded = s.limit, from
	s.pos, s.want, s.prev, s.start = from, wantStatement, tokNone, from
	s.lineStart()
	return true
}

// What SelfLoader looks for in each line.
var (
	selfLoadedSub     = regexp.MustCompile(`^\s*sub\s+([\w:]+)`)
	selfLoadedPackage = regexp.MustCompile(`^package\s+([\w:]+)`)
)
