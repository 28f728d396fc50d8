package capture

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// readMaps reads what /proc/PID/maps has: address range, permissions, offset,
// device, inode, path.
func readMaps(pid int) ([]mapping, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		return nil, err
	}
	var list []mapping
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 5 || len(fields[1]) < 4 {
			continue
		}
		from, to, _ := strings.Cut(fields[0], "-")
		var m mapping
		var errs [4]error
		m.start, errs[0] = strconv.ParseUint(from, 16, 64)
		m.end, errs[1] = strconv.ParseUint(to, 16, 64)
		m.offset, errs[2] = strconv.ParseUint(fields[2], 16, 64)
		m.inode, errs[3] = strconv.ParseUint(fields[4], 10, 64)
		for _, err := range errs {
			if err != nil {
				return nil, fmt.Errorf("/proc/%d/maps: %w", pid, err)
			}
		}
		perms := fields[1]
		m.read, m.write, m.exec, m.private = perms[0] == 'r', perms[1] == 'w', perms[2] == 'x', perms[3] == 'p'
		if len(fields) > 5 {
			m.path = strings.TrimSuffix(strings.Join(fields[5:], " "), " (deleted)")
		}
		list = append(list, m)
	}
	return list, nil
}
