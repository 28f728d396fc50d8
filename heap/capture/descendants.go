package capture

import "fmt"

// Family returns the PIDs of the perls among a process and its descendants; there
// need not be any.
func Family(pid int) ([]int, error) {
	all, err := Processes()
	if err != nil {
		return nil, err
	}
	var list []int
	for i := range all {
		if isBelow(all[i].PID, pid) {
			list = append(list, all[i].PID)
		}
	}
	return list, nil
}

// maxDepth bounds how many parents are followed: PIDs are reused and may form a
// circle.
const maxDepth = 1 << 10

// isBelow reports whether a process is another one or its descendant.
func isBelow(pid, top int) bool {
	for range maxDepth {
		if pid == top {
			return true
		}
		if pid = parentOf(pid); pid <= 0 {
			return false
		}
	}
	return false
}

// Descendants returns the PIDs of the perls among the descendants of a process. It
// fails if there are none.
func Descendants(pid int) ([]int, error) {
	all, err := Family(pid)
	if err != nil {
		return nil, err
	}
	var list []int
	for _, p := range all {
		if p != pid {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("process %d has no children that run perl; perlheap ps lists the processes that do", pid)
	}
	return list, nil
}
