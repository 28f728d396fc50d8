package files

import (
	"os"
	"time"
)

// Times are the times when a file was changed.
type Times struct {
	// Text is when the text was last written, according to the file; tools that
	// copy or install files set it to the time of the original.
	Text time.Time
	// Any is when text, name or permissions were last changed on this machine,
	// which no tool can set; zero where the system does not record it.
	Any time.Time
}

// TimesOf asks the file system for the times of a file; false if it does not
// tell.
func TimesOf(path string) (Times, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return Times{}, false
	}
	return TimesIn(info), true
}

// TimesIn returns the times in the result of stat.
func TimesIn(info os.FileInfo) Times {
	return Times{Text: info.ModTime(), Any: changeTime(info)}
}
