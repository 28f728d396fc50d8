package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct{ bytes, want string }{
		{"", ""}, {"plain", "plain"},
		{"vorr\xe4te", "vorräte"}, {"vorr\xc3\xa4te", "vorräte"},
		{"\xe9", "é"}, {"caf\xe9", "café"}, // a lone begin of a character is Latin-1 too
		{"注文::明細", "注文::明細"},
		{"\xff\xfe", "ÿþ"},
		{"\x9b31m", "\u009b31m"},
	} {
		if got := Decode([]byte(c.bytes)); got != c.want {
			t.Errorf("Decode(%q) = %q, want %q", c.bytes, got, c.want)
		}
		if !Is([]byte(c.bytes), c.want) {
			t.Errorf("Is(%q, %q) = false", c.bytes, c.want)
		}
	}
	for _, c := range []struct{ bytes, name string }{
		{"vorr\xe4te", "vorrate"}, {"a", "ä"}, {"\xe4", "ö"}, {"vorr\xc3\xa4te", "vorr\xe4te"},
	} {
		if Is([]byte(c.bytes), c.name) {
			t.Errorf("Is(%q, %q) = true", c.bytes, c.name)
		}
	}
}

func TestDecodeCut(t *testing.T) {
	for _, c := range []struct{ bytes, want string }{
		{"細"[:2], "細"[:0]}, {"明" + "細"[:1], "明"}, {"明" + "細"[:2], "明"}, {"明細", "明細"},
		{"abc", "abc"}, {"\xe4bc", "äbc"}, {"", ""},
	} {
		if c.want == "" && c.bytes != "" {
			continue // nothing but a part of a character may be Latin-1 as well
		}
		if got := DecodeCut([]byte(c.bytes)); got != c.want {
			t.Errorf("DecodeCut(%q) = %q, want %q", c.bytes, got, c.want)
		}
	}
}

func TestLatin1(t *testing.T) {
	if got, ok := Latin1("vorräte"); !ok || got != "vorr\xe4te" {
		t.Errorf("Latin1(vorräte) = %q, %v", got, ok)
	}
	for _, s := range []string{"plain", "明細", "", "\xff"} {
		if got, ok := Latin1(s); ok {
			t.Errorf("Latin1(%q) = %q, want none", s, got)
		}
	}
}

func TestSafe(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain Ärger 明細 👍", "plain Ärger 明細 👍"},
		{"\x1b[31mred\x1b[0m", `\x{1b}[31mred\x{1b}[0m`},
		{"\x1b]8;;http://x\x1b\\l", `\x{1b}]8;;http://x\x{1b}\l`},
		{"a\u202egpj.exe\u2066", `a\x{202e}gpj.exe\x{2066}`},
		{"zero\u200bwidth\ufeff", `zero\x{200b}width\x{feff}`},
		{"a\u2028b\u2029c\u0085d\u009be", `a\x{2028}b\x{2029}c\x{85}d\x{9b}e`},
		{"a\nb\r\tc\x00\x7f", `a\x{a}b\x{d}\x{9}c\x{0}\x{7f}`},
		{"soft\u00adhyphen", `soft\x{ad}hyphen`},
		{"\xe4", `\x{e4}`}, {"\uFFFD", "\uFFFD"},
		{"tag\U000e0041", `tag\x{e0041}`},
	} {
		if got := Safe(c.in); got != c.want {
			t.Errorf("Safe(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNameIsCutBetweenCharacters(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{strings.Repeat("k", 200), strings.Repeat("k", 200)},
		{strings.Repeat("k", 201), strings.Repeat("k", 200) + "… (1 more character)"},
		{strings.Repeat("k", 1_000_000), strings.Repeat("k", 200) + "… (999,800 more characters)"},
		{strings.Repeat("細", 205), strings.Repeat("細", 200) + "… (5 more characters)"},
		{strings.Repeat("\xe4", 205), strings.Repeat("ä", 200) + "… (5 more characters)"},
		{strings.Repeat("k", 198) + "\u202exyz", strings.Repeat("k", 198) + "… (4 more characters)"}, // no half escape
		{strings.Repeat("\u202e", 205), strings.Repeat(`\x{202e}`, 25) + "… (180 more characters)"},
		{strings.Repeat("k", 199) + "e\u0301x", strings.Repeat("k", 199) + "e\u0301… (1 more character)"}, // its accent stays
		{"vorr\xe4te", "vorräte"},
	} {
		if got := Name(c.in); got != c.want {
			t.Errorf("Name(%.20q…, %d bytes) = %q, want %q", c.in, len(c.in), got, c.want)
		}
	}
	zalgo := "k" + strings.Repeat("\u0301", 100_000)
	if got := Name(zalgo); utf8.RuneCountInString(got) > 250 {
		t.Errorf("a character with 100,000 marks is shown in %d characters", utf8.RuneCountInString(got))
	}
	if got, want := Raw(strings.Repeat("ä", 200)+"\n"), strings.Repeat("ä", 200)+"… (1 more character)"; got != want {
		t.Errorf("Raw gives %q", got)
	}
	if same := strings.Repeat("ä", 199) + "\n"; Raw(same) != same {
		t.Error("Raw changes a name of 200 characters")
	}
	long := strings.Repeat("k", 5000)
	if got, want := Path(long), strings.Repeat("k", 4096)+"… (904 more characters)"; got != want {
		t.Errorf("Path of 5,000 characters ends in %q", got[4090:])
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"events", "{events}"}, {"_x9", "{_x9}"}, {"9x", `{"9x"}`}, {"", `{""}`},
		{"zur\xfcck", "{zurück}"}, {"zurück", "{zurück}"}, {"数量", "{数量}"},
		{"a b", `{"a b"}`}, {`$x@y"\`, `{"\$x\@y\"\\"}`},
		{"\n\t\x1b\x00", `{"\n\t\e\000"}`}, {"\u202e", `{"\x{202e}"}`}, {"x\x9b", `{"x\x{9b}"}`},
		{strings.Repeat("k", 1_000_000), "{" + strings.Repeat("k", 200) + "… (999,800 more characters)}"},
		{strings.Repeat("- ", 101), `{"` + strings.Repeat("- ", 100) + `"… (2 more characters)}`},
		{strings.Repeat(`"`, 101), `{"` + strings.Repeat(`\"`, 100) + `"… (1 more character)}`},
	} {
		if got := Key([]byte(c.in)); got != c.want {
			t.Errorf("Key(%.20q…) = %s, want %s", c.in, got, c.want)
		}
	}
}

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{
		{"", 0}, {"abc", 3}, {"ä", 1}, {"a\u0308", 1}, {"明細", 4}, {"ｱｲ", 2}, {"👍", 2}, {"👨‍👩‍👧", 2}, {"🇩🇪", 2},
		{"\x1b[95mabc\x1b[0m", 3}, {"\x1b[95m明\x1b[0m", 2}, {"x\u200by", 2},
	} {
		if got := Width(c.in); got != c.want {
			t.Errorf("Width(%q) = %d, want %d", c.in, got, c.want)
		}
		if got := Width(Pad(c.in, 9)); got != 9 {
			t.Errorf("Pad(%q, 9) takes %d cells", c.in, got)
		}
		if got := Width(PadLeft(c.in, 9)); got != 9 {
			t.Errorf("PadLeft(%q, 9) takes %d cells", c.in, got)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"abcdef", 6, "abcdef"}, {"abcdefg", 6, "abcde…"}, {"明細明細", 8, "明細明細"}, {"明細明細", 7, "明細明…"},
		{"明細明細", 6, "明細…"}, {"e\u0301e\u0301e\u0301", 2, "e\u0301…"}, {"abc", 1, "…"}, {"abc", 0, ""},
	} {
		if got := Fit(c.in, c.width); got != c.want {
			t.Errorf("Fit(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}
