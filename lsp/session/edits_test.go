package session

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"
)

// Many edits come to what one behind the other do, in every encoding.
func TestManyEditsAreAsOneByOne(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	alphabets := [][]string{
		{"a", "b", "\n"},
		{"a", "\r", "\n", "\r\n", "ä", "€", "🐪"},
		{"\r", "\n"},
		{"x", "\xe2", "\x82", "\xac", "\xff", "\r", "\n"}, // no UTF-8
		{strings.Repeat("long ", 200), "\n", "é", strings.Repeat("🐪", 150), "\r"},
	}
	encodings := []protocol.PositionEncodingKind{
		protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32,
	}
	for seed := range uint64(200) {
		rnd := rand.New(rand.NewPCG(seed, 12))
		letters := alphabets[rnd.IntN(len(alphabets))]
		some := func(most int) string {
			var b strings.Builder
			for range rnd.IntN(most + 1) {
				b.WriteString(letters[rnd.IntN(len(letters))])
			}
			return b.String()
		}
		start := NewMapper([]byte(some(40_000/len(strings.Join(letters, "")))), encodings[rnd.IntN(len(encodings))])
		want := start
		var changes []protocol.TextDocumentContentChangeEvent
		for range 2 + rnd.IntN(20) {
			var c protocol.TextDocumentContentChangeEvent
			if rnd.IntN(30) == 0 {
				c = &protocol.TextDocumentContentChangeWholeDocument{Text: some(300)}
			} else {
				a, b := rnd.IntN(len(want.text)+1), rnd.IntN(len(want.text)+1)
				if rnd.IntN(3) > 0 {
					b = min(len(want.text), a+rnd.IntN(20))
				}
				at := want.Range(a, b) // at times the wrong way round
				switch rnd.IntN(8) {
				case 0:
					at.End.Character += uint32(rnd.IntN(100)) // behind the end of the line
				case 1:
					at.End.Line += uint32(rnd.IntN(100)) // behind the last
				}
				c = &protocol.TextDocumentContentChangePartial{Range: at, Text: some(10)}
			}
			changes = append(changes, c)
			want = want.apply(c)
		}
		if got := start.applyAll(changes); string(got.text) != string(want.text) {
			t.Fatalf("seed %d, %s: %d edits of %d bytes come to another text", seed, start.encoding, len(changes), len(start.text))
		}
	}
}

// Positions in a text in pieces are those of the text.
func TestFindAsTheMapperDoes(t *testing.T) {
	text := []byte(strings.Repeat("ä\r\n🐪x\ry\n\n", 1000) + "end")
	for _, encoding := range []protocol.PositionEncodingKind{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
		m, e := NewMapper(text, encoding), newEdited(text, encoding)
		for line := uint32(0); line < uint32(len(m.lspStart))+2; line++ {
			for character := range uint32(4) {
				p := protocol.Position{Line: line, Character: character}
				s, want := e.find(p), m.Offset(p)
				at := s.at
				for _, one := range e.pieces[:s.piece] {
					at += len(one.text)
				}
				if at != want {
					t.Fatalf("%s %v: %d, want %d", encoding, p, at, want)
				}
			}
		}
	}
}

// A didChange with thousands of edits of a large text does not hold up what
// comes behind it.
func TestManyEditsTakeNoTime(t *testing.T) {
	for name, line := range map[string]string{"lines": "my $x = 'ä';\n", "one line": "my $x = 'ä'; "} {
		text := strings.Repeat(line, 1<<20/len(line))
		var docs Documents
		docs.Open(protocol.TextDocumentItem{URI: "file:///a.pl", Text: text}, protocol.PositionEncodingKindUTF16)
		var changes []protocol.TextDocumentContentChangeEvent
		for i := range 4000 {
			at := protocol.Position{Line: uint32(i * 13 % 70_000), Character: 3}
			if name == "one line" {
				at = protocol.Position{Character: uint32(i * 7919 % 900_000)}
			}
			changes = append(changes, &protocol.TextDocumentContentChangePartial{Range: protocol.Range{Start: at, End: at}, Text: "longer "})
		}
		// A few are made one by one, to compare the rest with.
		const few = 40
		version := int32(1)
		change := func(changes []protocol.TextDocumentContentChangeEvent) *Document {
			version++
			d, err := docs.Change(protocol.VersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: "file:///a.pl"}, Version: version}, changes)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		began := time.Now()
		for i := range few {
			change(changes[i : i+1])
		}
		each := time.Since(began) / few
		began = time.Now()
		d := change(changes[few:])
		if took := time.Since(began); took > time.Duration(len(changes)-few)*each/3 {
			t.Errorf("%s: %s, where one takes %s", name, took, each)
		}
		if want := len(text) + 4000*len("longer "); len(d.Text()) != want {
			t.Errorf("%s: %d bytes, want %d", name, len(d.Text()), want)
		}
	}
}
