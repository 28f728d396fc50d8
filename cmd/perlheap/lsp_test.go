package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/zap/zapcore"
)

func TestLogLevel(t *testing.T) {
	file := filepath.Join(t.TempDir(), "perlheap.log")
	for _, tt := range []struct {
		path, level string
		least       zapcore.Level
	}{
		{"", "", zapcore.InfoLevel}, {file, "", zapcore.DebugLevel},
		{"", "debug", zapcore.DebugLevel}, {file, "warn", zapcore.WarnLevel},
	} {
		log, closeLog, err := newLog(tt.path, tt.level)
		if err != nil {
			t.Fatal(err)
		}
		if log.Level() != tt.least {
			t.Errorf("--log %q --log-level %q logs from %s on", tt.path, tt.level, log.Level())
		}
		log.Warn("heard")
		closeLog()
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Count(string(text), "heard") != 2 {
		t.Errorf("the log has\n%s%v", text, err)
	}
	if _, _, err := newLog("", "loud"); err == nil || !strings.Contains(err.Error(), "debug, info, warn or error") {
		t.Errorf("an unknown level: %v", err)
	}
}
