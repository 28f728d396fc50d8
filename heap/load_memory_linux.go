package heap

import (
	"bytes"
	"os"
	"strconv"
	"strings"
)

// freeMemory is how many bytes this process can still have before the kernel
// ends one: what is free, within the limit of its control group.
func freeMemory() int64 {
	free := int64(0)
	b, _ := os.ReadFile("/proc/meminfo") // without it nothing is known
	for line := range bytes.Lines(b) {
		if f := strings.Fields(string(line)); len(f) > 1 && f[0] == "MemAvailable:" {
			if n, err := strconv.ParseInt(f[1], 10, 64); err == nil {
				free = n << 10
			}
		}
	}
	limit, limited := numberIn("/sys/fs/cgroup/memory.max")
	used, known := numberIn("/sys/fs/cgroup/memory.current")
	if limited && known {
		left := max(1, limit-used+cached())
		if free == 0 || left < free {
			free = left
		}
	}
	return free
}

// cached is how much of what the control group uses is files, which the kernel
// drops when memory is needed.
func cached() int64 {
	b, _ := os.ReadFile("/sys/fs/cgroup/memory.stat") // without it nothing is known
	for line := range bytes.Lines(b) {
		if rest, ok := strings.CutPrefix(string(line), "file "); ok {
			n, _ := strconv.ParseInt(strings.TrimSpace(rest), 10, 64)
			return n
		}
	}
	return 0
}

// numberIn reads a file that holds one number; `max` is none.
func numberIn(path string) (int64, bool) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64)
	return n, err == nil
}
