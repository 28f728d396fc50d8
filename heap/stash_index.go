package heap

// largeStash is from how many entries on a symbol table is read once for all
// names: %main:: has an entry for each file, of which a program may have very
// many, and is asked for each package.
const largeStash = 4096

// maxLargeStashes bounds how many are kept.
const maxLargeStashes = 4

// entry finds the first entry of a symbol table with one of several keys.
func (h *Heap) entry(stash SV, keys ...string) (SV, error) {
	h.stashMu.RLock()
	large, ok := h.stashes[stash]
	h.stashMu.RUnlock()
	if ok {
		for _, key := range keys {
			if v, ok := large[key]; ok {
				return v, nil
			}
		}
		return NoSV, nil
	}
	found, seen := NoSV, 0
	err := h.Hash(stash).Values(func(k []byte, v SV) bool {
		seen++
		for _, key := range keys {
			if string(k) == key {
				found = v
				return false
			}
		}
		return true
	})
	if err != nil || seen < largeStash {
		return found, err
	}
	large = make(map[string]SV, seen)
	if err := h.Hash(stash).Values(func(k []byte, v SV) bool {
		if _, known := large[string(k)]; !known {
			large[string(k)] = v
		}
		return true
	}); err != nil {
		return found, err
	}
	h.stashMu.Lock()
	defer h.stashMu.Unlock()
	if h.stashes == nil || len(h.stashes) >= maxLargeStashes {
		h.stashes = map[SV]map[string]SV{}
	}
	h.stashes[stash] = large
	return found, nil
}
