// Package memo keeps what was found out, for several goroutines.
package memo

import "sync"

// Memo keeps one value for each key, which is computed when it is first asked
// for. Its lock is held to look a key up, never while a value is computed:
// only those who ask for the same key wait for it. The zero value is empty.
type Memo[K comparable, V any] struct {
	mu sync.Mutex
	of map[K]func() V
}

// Get returns the value of a key, from find if nobody has asked for it before.
func (m *Memo[K, V]) Get(key K, find func() V) V {
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

// Known returns the value of a key if it was asked for.
func (m *Memo[K, V]) Known(key K) (value V, ok bool) {
	m.mu.Lock()
	once, ok := m.of[key]
	m.mu.Unlock()
	if ok {
		value = once()
	}
	return value, ok
}

// All returns the values of all keys that were asked for.
func (m *Memo[K, V]) All() []V {
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
