package render

import "testing"

func TestNumbers(t *testing.T) {
	for got, want := range map[string]string{
		Count(457025): "457,025", Count(0): "0",
		Bytes(0): "0 bytes", Bytes(1023): "1023 bytes", Bytes(1024): "1.0 KiB", Bytes(92_400_000): "88.1 MiB",
		Bytes(5 << 40): "5.0 TiB", Bytes(1 << 60): "1048576.0 TiB",
		Percent(0): "0.0 %", Percent(1): "100.0 %", Percent(0.999): "99.9 %", Percent(0.99999): "> 99.9 %",
		Percent(0.0000001): "< 0.1 %", Percent(0.0005): "0.1 %", Percent(0.125): "12.5 %",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSafe(t *testing.T) {
	for s, want := range map[string]string{
		"plain":               "plain",
		"größe ☺":             "größe ☺",
		"a\x1b[31mb":          `a\x{1b}[31mb`,
		"line\nline\r\t":      `line\x{a}line\x{d}\x{9}`,
		"\u202eevil\u2066":    `\x{202e}evil\x{2066}`,
		"bad\xff\xfeutf":      `bad\x{ff}\x{fe}utf`,
		"zero\u200bwidth":     `zero\x{200b}width`,
		"\u2028sep\u2029":     `\x{2028}sep\x{2029}`,
		"\ufffd is allowed":   "\ufffd is allowed",
		"c1 \u0085 next line": `c1 \x{85} next line`,
	} {
		if got := Safe(s); got != want {
			t.Errorf("Safe(%q) = %q, want %q", s, got, want)
		}
	}
}
