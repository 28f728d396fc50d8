//go:build !unix

package main

import "time"

var began = time.Now()

// processorTime is the clock's where nothing else is known.
func processorTime() time.Duration { return time.Since(began) }
