package session

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

const (
	utf8Enc  = protocol.PositionEncodingKindUTF8
	utf16Enc = protocol.PositionEncodingKindUTF16
	utf32Enc = protocol.PositionEncodingKindUTF32
)

func at(line, character uint32) protocol.Position {
	return protocol.Position{Line: line, Character: character}
}

func TestMapperPositions(t *testing.T) {
	text := "aé\U0001F42Az\r\nb\rc\n\xffd"
	tests := []struct {
		offset int
		utf8   protocol.Position
		utf16  protocol.Position
		utf32  protocol.Position
	}{
		{0, at(0, 0), at(0, 0), at(0, 0)},
		{1, at(0, 1), at(0, 1), at(0, 1)},
		{3, at(0, 3), at(0, 2), at(0, 2)},
		{7, at(0, 7), at(0, 4), at(0, 3)},
		{8, at(0, 8), at(0, 5), at(0, 4)},
		{10, at(1, 0), at(1, 0), at(1, 0)},
		{12, at(2, 0), at(2, 0), at(2, 0)},
		{14, at(3, 0), at(3, 0), at(3, 0)},
		{15, at(3, 1), at(3, 1), at(3, 1)},
		{16, at(3, 2), at(3, 2), at(3, 2)},
	}
	for _, tt := range tests {
		for _, e := range []struct {
			kind protocol.PositionEncodingKind
			pos  protocol.Position
		}{{utf8Enc, tt.utf8}, {utf16Enc, tt.utf16}, {utf32Enc, tt.utf32}} {
			m := NewMapper([]byte(text), e.kind)
			if got := m.Position(tt.offset); got != e.pos {
				t.Errorf("%s: Position(%d) = %v, want %v", e.kind, tt.offset, got, e.pos)
			}
			if got := m.Offset(e.pos); got != tt.offset {
				t.Errorf("%s: Offset(%v) = %d, want %d", e.kind, e.pos, got, tt.offset)
			}
		}
	}
}

func TestMapperMovesToTheNearest(t *testing.T) {
	m := NewMapper([]byte("a\U0001F42Ab\r\nc"), utf16Enc)
	for _, tt := range []struct {
		pos  protocol.Position
		want int
	}{
		{at(0, 2), 1},         // inside the surrogate pair
		{at(0, 99), 6},        // after the line: before its "\r\n"
		{at(1, 99), 9},        // after the last line
		{at(2, 0), 9},         // no such line
		{at(1<<31, 1<<31), 9}, // far away
		{at(0, 4_294_967_295), 6},
	} {
		if got := m.Offset(tt.pos); got != tt.want {
			t.Errorf("Offset(%v) = %d, want %d", tt.pos, got, tt.want)
		}
	}
	if got := NewMapper([]byte("abc\nd\re"), utf16Enc).Offset(at(0, 99)); got != 3 {
		t.Errorf("Offset after a line that ends at \\n = %d, want 3", got)
	}
	if got := NewMapper([]byte("abc\nd\re"), utf16Enc).Offset(at(1, 99)); got != 5 {
		t.Errorf("Offset after a line that ends at \\r = %d, want 5", got)
	}
	for offset, want := range map[int]protocol.Position{-5: at(0, 0), 3: at(0, 1), 7: at(0, 4), 99: at(1, 1)} {
		if got := m.Position(offset); got != want {
			t.Errorf("Position(%d) = %v, want %v", offset, got, want)
		}
	}
}

func TestMapperPerlLines(t *testing.T) {
	m := NewMapper([]byte("one\rstill one\n  two  \r\n\nfour"), utf16Enc)
	if got := m.PerlLines(); got != 4 {
		t.Errorf("PerlLines() = %d, want 4", got)
	}
	for offset, want := range map[int]PerlLine{0: 1, 4: 1, 13: 1, 14: 2, 23: 3, 24: 4, 28: 4} {
		if got := m.PerlLineOf(offset); got != want {
			t.Errorf("PerlLineOf(%d) = %d, want %d", offset, got, want)
		}
	}
	for line, want := range map[PerlLine]int{0: 0, 1: 0, 2: 14, 3: 23, 4: 24, 5: 28} {
		if got := m.LineStart(line); got != want {
			t.Errorf("LineStart(%d) = %d, want %d", line, got, want)
		}
	}
	if got := m.PerlLineAt(at(2, 3)); got != 2 {
		t.Errorf("PerlLineAt(2:3) = %d, want 2", got)
	}
	for line, want := range map[PerlLine]protocol.Range{
		2: {Start: at(2, 2), End: at(2, 5)},
		3: {Start: at(3, 0), End: at(3, 0)},
		4: {Start: at(4, 0), End: at(4, 4)},
	} {
		if got := m.LineRange(line); got != want {
			t.Errorf("LineRange(%d) = %v, want %v", line, got, want)
		}
	}
}

// FuzzMapper holds the mapper against the definition: units are counted by
// converting the line's text, not by adding widths.
func FuzzMapper(f *testing.F) {
	f.Add("aé\U0001F42A\r\nb\rc\n", uint(3), uint32(1), uint32(2))
	f.Add("\xff\xfe\r\r\n\n\xc3", uint(1), uint32(0), uint32(9))
	f.Fuzz(func(t *testing.T, text string, rawOffset uint, line, character uint32) {
		offset := int(rawOffset % uint(len(text)+1))
		for _, kind := range []protocol.PositionEncodingKind{utf8Enc, utf16Enc, utf32Enc} {
			m := NewMapper([]byte(text), kind)
			pos := m.Position(offset)
			back := m.Offset(pos)
			if back > offset || m.Position(back) != pos {
				t.Fatalf("%s: offset %d gives %v, that gives %d", kind, offset, pos, back)
			}
			// Only inside a character or a line end does the way back lose something.
			if utf8.ValidString(text) && utf8.ValidString(text[:offset]) && back != offset && !strings.HasSuffix(text[:offset], "\r") {
				t.Fatalf("%s: offset %d comes back as %d", kind, offset, back)
			}
			if got := m.Offset(at(line, character)); got < 0 || got > len(text) || m.Offset(m.Position(got)) != got {
				t.Fatalf("%s: Offset(%d:%d) = %d", kind, line, character, got)
			}
			if utf8.ValidString(text) {
				before := text[m.lspStart[pos.Line]:back]
				want := map[protocol.PositionEncodingKind]int{utf8Enc: len(before), utf16Enc: len(utf16.Encode([]rune(before))), utf32Enc: len([]rune(before))}[kind]
				if int(pos.Character) != want {
					t.Fatalf("%s: offset %d has character %d, want %d", kind, offset, pos.Character, want)
				}
			}
			if got, want := m.PerlLineOf(offset), strings.Count(text[:offset], "\n")+1; int(got) != want {
				t.Fatalf("offset %d is on perl line %d, want %d", offset, got, want)
			}
			if got := m.LineStart(m.PerlLineOf(offset)); got > offset || strings.Contains(text[got:offset], "\n") {
				t.Fatalf("the line of offset %d starts at %d", offset, got)
			}
		}
		if got := len(NewMapper([]byte(text), utf8Enc).lspStart); got != lspLines(text) {
			t.Fatalf("%d LSP lines, want %d", got, lspLines(text))
		}
	})
}

func lspLines(text string) int {
	return strings.Count(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n") + 1
}

func TestDocumentsChange(t *testing.T) {
	for _, tt := range []struct {
		encoding protocol.PositionEncodingKind
		bang     uint32 // character of the "!" in "é\U0001F42A!"
	}{{utf8Enc, 6}, {utf16Enc, 3}, {utf32Enc, 2}} {
		var ds Documents
		ds.Open(protocol.TextDocumentItem{URI: "untitled:Untitled-1", Version: 1, Text: "é\U0001F42A!\nsecond\n"}, tt.encoding)
		partial := func(r protocol.Range, text string) protocol.TextDocumentContentChangeEvent {
			return &protocol.TextDocumentContentChangePartial{Range: r, Text: text}
		}
		id := protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: "untitled:Untitled-1"}, Version: 2}
		d, err := ds.Change(id, []protocol.TextDocumentContentChangeEvent{
			partial(protocol.Range{Start: at(0, tt.bang), End: at(1, 3)}, "?\r\n\n"),
			partial(protocol.Range{Start: at(2, 0), End: at(2, 0)}, "ex"), // sees the edit before it
			partial(protocol.Range{Start: at(9, 9), End: at(9, 9)}, "end"),
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := string(d.Text()), "é\U0001F42A?\r\n\nexond\nend"; got != want || d.Version != 2 {
			t.Errorf("%s: version %d is %q, want version 2 %q", tt.encoding, d.Version, got, want)
		}
		if d, err = ds.Change(id, []protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangeWholeDocument{Text: "new"}}); err != nil || string(d.Text()) != "new" {
			t.Errorf("%s: the whole document is %q (%v), want %q", tt.encoding, d.Text(), err, "new")
		}
	}
}

func TestDocumentsNotOpen(t *testing.T) {
	var ds Documents
	id := protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: "file:///a.pl"}}
	if _, err := ds.Change(id, nil); err == nil {
		t.Error("a change of a document that is not open succeeds")
	}
	ds.Open(protocol.TextDocumentItem{URI: "file:///dir%20a/b.pl", Text: "x"}, utf16Enc)
	if d, ok := ds.Now().ByPath("/dir a/b.pl"); !ok || d.URI != "file:///dir%20a/b.pl" {
		t.Errorf("ByPath finds %v", d)
	}
	ds.Close("file:///dir%20a/b.pl")
	if got := ds.Now().All(); !slices.Equal(got, []*Document{}) {
		t.Errorf("after close %v is open", got)
	}
}

// Random edits, several in one message, leave the text that the client has. Its
// side is written from the words of the protocol: text as characters, positions
// by splitting what stands before them.
func TestDocumentsFollowRandomEdits(t *testing.T) {
	for _, encoding := range []protocol.PositionEncodingKind{utf8Enc, utf16Enc, utf32Enc} {
		for seed := range uint64(200) {
			random := rand.New(rand.NewPCG(seed, 4))
			client := randomText(random, 40)
			if seed == 0 {
				client = nil // a document may be empty
			}
			var ds Documents
			ds.Open(protocol.TextDocumentItem{URI: "file:///a.pl", Text: string(client)}, encoding)
			for version := range int32(12) {
				var changes []protocol.TextDocumentContentChangeEvent
				before := string(client)
				for range 1 + random.IntN(3) {
					from := random.IntN(len(client) + 1)
					to := from + random.IntN(min(8, len(client)+1-from))
					from, to = notInLineEnd(client, from), notInLineEnd(client, to)
					added := randomText(random, 5)
					r := protocol.Range{Start: positionIn(client[:from], encoding), End: positionIn(client[:to], encoding)}
					changes = append(changes, &protocol.TextDocumentContentChangePartial{Range: r, Text: string(added)})
					client = slices.Concat(client[:from], added, client[to:])
				}
				id := protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: "file:///a.pl"}, Version: version}
				d, err := ds.Change(id, changes)
				if err != nil {
					t.Fatal(err)
				}
				if got := string(d.Text()); got != string(client) {
					t.Fatalf("%s, seed %d: after %v\n%q became\n%q, want\n%q", encoding, seed, changes, before, got, string(client))
				}
				fresh := NewMapper([]byte(string(client)), encoding)
				if !slices.Equal(fresh.lspStart, d.lspStart) || !slices.Equal(fresh.newline, d.newline) {
					t.Fatalf("%s, seed %d: the lines of %q are not those of the same text when it is opened", encoding, seed, string(client))
				}
			}
		}
	}
}

// randomText is at most n characters: of one byte and more, beyond U+FFFF, and
// line ends of every kind.
func randomText(random *rand.Rand, n int) []rune {
	text := []rune{}
	for range random.IntN(n + 1) {
		text = append(text, []rune("ab é€\U0001F42A\U00010000\n\n\r")[random.IntN(10)])
		if random.IntN(8) == 0 {
			text = append(text, '\r', '\n')
		}
	}
	return text
}

// notInLineEnd moves back what would stand inside "\r\n", which has no position.
func notInLineEnd(text []rune, i int) int {
	if i > 0 && i < len(text) && text[i-1] == '\r' && text[i] == '\n' {
		return i - 1
	}
	return i
}

// positionIn is the position behind a text.
func positionIn(before []rune, encoding protocol.PositionEncodingKind) protocol.Position {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(before)), "\n")
	last := lines[len(lines)-1]
	units := map[protocol.PositionEncodingKind]int{utf8Enc: len(last), utf16Enc: len(utf16.Encode([]rune(last))), utf32Enc: len([]rune(last))}[encoding]
	return at(uint32(len(lines)-1), uint32(units))
}

// To open, change or close a document takes as long with very many others open.
func TestManyOpenDocuments(t *testing.T) {
	var ds Documents
	open := func(n int) {
		ds.Open(protocol.TextDocumentItem{URI: uri.URI(fmt.Sprintf("file:///w/%d.pl", n)), Text: "1"}, utf16Enc)
	}
	const many = 20_000
	for n := range many {
		open(n)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for n := range 100 {
		open(many + n)
		ds.Close(uri.URI(fmt.Sprintf("file:///w/%d.pl", n)))
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / 200; each > 16<<10 {
		t.Errorf("a document opened or closed beside %d others takes %d bytes", many, each)
	}
	if d, ok := ds.Now().ByPath("/w/150.pl"); !ok || len(ds.Now().All()) != many {
		t.Errorf("%v, %d are open", d, len(ds.Now().All()))
	}
}
