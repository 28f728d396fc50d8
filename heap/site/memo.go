package site

import "sync"

// memo keeps what is found out once for each key. Its lock is held to look up,
// never while something is found out: that makes wait only who asks for the
// same key. The zero value is empty.
type memo[K comparable, V any] struct {
	mu sync.Mutex
	of map[K]func() V
}

func (m *memo[K, V]) get(key K, find func() V) V {
	m.mu.Lock()
	once, known := m.of[key]
	if !known {
		if m.of == nil {
			m.of = map[K]func() V{}
		}
		once = sync.OnceValue(find)
		m.of[key] = once
	}
	m.mu.Unlock()
	return once()
}

// known returns the value of a key if it was asked for.
func (m *memo[K, V]) known(key K) (value V, ok bool) {
	m.mu.Lock()
	once, ok := m.of[key]
	m.mu.Unlock()
	if ok {
		value = once()
	}
	return value, ok
}

// all returns the values of all keys that were asked for.
func (m *memo[K, V]) all() []V {
	m.mu.Lock()
	var found []func() V
	for _, once := range m.of {
		found = append(found, once)
	}
	m.mu.Unlock()
	values := make([]V, len(found))
	for i, once := range found {
		values[i] = once()
	}
	return values
}
