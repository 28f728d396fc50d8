package capture

import "fmt"

// Descendants gives the PIDs of the perls that a process has started, and of
// those that they have started, children after their parents. It fails if there
// are none.
func Descendants(pid int) ([]int, error) {
	all, err := Processes()
	if err != nil {
		return nil, err
	}
	below := map[int]bool{pid: true}
	var list []int
	for found := true; found; {
		found = false
		for i := range all {
			if p := &all[i]; below[p.Parent] && !below[p.PID] {
				below[p.PID], found = true, true
				list = append(list, p.PID)
			}
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("process %d has no children that run perl; perlheap ps lists the processes that do", pid)
	}
	return list, nil
}
