package files

import (
	"os"
	"time"
)

// Times are when a file was changed.
type Times struct {
	// Text is when the text was last written, as the file says; tools that copy
	// or install set it to when the original was.
	Text time.Time
	// Any is when text, name or rights were last changed on this machine, which
	// nothing sets; zero where the system does not keep it.
	Any time.Time
}

// TimesOf asks the file system; false if it does not tell.
func TimesOf(path string) (Times, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return Times{}, false
	}
	return TimesIn(info), true
}

// TimesIn gives what is known of a file.
func TimesIn(info os.FileInfo) Times {
	return Times{Text: info.ModTime(), Any: changeTime(info)}
}
