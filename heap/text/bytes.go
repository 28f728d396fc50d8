package text

import (
	"fmt"
	"math"
	"strconv"

	"github.com/dustin/go-humanize"
)

// Bytes writes a size in binary units with one decimal, as pmat does: 88.1 MiB.
func Bytes(n int64) string {
	value, unit := scaled(n)
	if unit == "" {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.1f %s", value, unit)
}

// AtLeast writes a size that is a lower bound: ≥ 88.1 MiB. It is rounded down,
// so that it is true.
func AtLeast(n int64) string {
	value, unit := scaled(n)
	if unit == "" {
		return fmt.Sprintf("≥ %d bytes", n)
	}
	return fmt.Sprintf("≥ %.1f %s", math.Floor(10*value)/10, unit)
}

// Size writes a size, as a lower bound if least is set.
func Size(n int64, least bool) string {
	if least {
		return AtLeast(n)
	}
	return Bytes(n)
}

func scaled(n int64) (value float64, unit string) {
	value = float64(n)
	for _, u := range []string{"KiB", "MiB", "GiB", "TiB"} {
		if value < 1024 {
			break
		}
		value, unit = value/1024, u
	}
	return value, unit
}

// SignedBytes writes a difference of sizes: +1.5 MiB.
func SignedBytes(n int64) string { return Signed(n, Bytes) }

// ParseBytes reads a size as a person writes it: 4096, 64KiB, 1MB.
func ParseBytes(s string) (int64, error) {
	n, err := humanize.ParseBytes(s)
	if err == nil && n > math.MaxInt64 {
		err = strconv.ErrRange
	}
	return int64(n), err
}
