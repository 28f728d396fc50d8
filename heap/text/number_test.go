package text

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
