package diagnose

import (
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// hasOpenKeys reports whether the new keys of a HASH show that there can always be
// more: most are numbers beyond those of the first dump, or look drawn at random, as
// identifiers of sessions are.
func (f *finder) hasOpenKeys(c *collector) bool {
	first := f.s.Past(c.sv)[0]
	if first == heap.NoSV || !f.h.Kind(c.sv).HashLike() || f.h.HeldCount(c.sv) > maxFinite {
		return false
	}
	then, ok := keysIn(f.s.Heaps[0], first)
	now, readable := keysIn(f.h, c.sv)
	if !ok || !readable {
		return false
	}
	greatest := map[string][]int64{}
	for key := range then {
		form, numbers := numbersIn(key)
		if greatest[form] == nil {
			greatest[form] = make([]int64, len(numbers))
		}
		for i, n := range numbers {
			greatest[form][i] = max(greatest[form][i], n)
		}
	}
	added, open := 0, 0
	for key := range now {
		if then[key] {
			continue
		}
		added++
		form, numbers := numbersIn(key)
		if isRandom(key) || rises(greatest[form], numbers) {
			open++
		}
	}
	return 2*open > added
}

// rises reports whether a number is greater than any was at its position.
func rises(greatest, numbers []int64) bool {
	for i, n := range numbers {
		if i >= len(greatest) || n > greatest[i] {
			return true
		}
	}
	return false
}

// maxNumbers bounds how many numbers of a key are read.
const maxNumbers = 8

// numbersIn returns the numbers in a key, and the key without them.
func numbersIn(key string) (form string, numbers []int64) {
	var b strings.Builder
	for i := 0; i < len(key); {
		to := i
		for to < len(key) && isDigit(key[to]) {
			to++
		}
		if to == i {
			b.WriteByte(key[i])
			i++
			continue
		}
		if n, err := strconv.ParseInt(key[i:to], 10, 64); err == nil && len(numbers) < maxNumbers {
			numbers = append(numbers, n)
			b.WriteByte('#')
		}
		i = to
	}
	return b.String(), numbers
}

// leastRandom is how many characters look drawn at random.
const leastRandom = 8

// isRandom reports whether a key has digits and letters in turns, as no word has.
func isRandom(key string) bool {
	turns, digits := 0, 0
	for i := range len(key) {
		if isDigit(key[i]) {
			digits++
		}
		if i > 0 && isDigit(key[i]) != isDigit(key[i-1]) {
			turns++
		}
	}
	return len(key) >= leastRandom && digits > 1 && turns*4 >= len(key)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
