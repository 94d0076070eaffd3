package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine says on what the measuring is done.
func machine() []string {
	facts := []string{
		fmt.Sprintf("%s, %d processors, %s of memory, %s/%s", processor(), runtime.NumCPU(), memory(), runtime.GOOS, runtime.GOARCH),
		"Go " + strings.TrimPrefix(runtime.Version(), "go"),
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		facts = append(facts, "load average at the start "+strings.Join(strings.Fields(string(load))[:3], " "))
	}
	if commit, err := exec.Command("git", "describe", "--always", "--dirty").Output(); err == nil {
		facts = append(facts, "commit "+strings.TrimSpace(string(commit)))
	}
	return facts
}

// processor is the name of the processor, as Linux knows it.
func processor() string { return field("/proc/cpuinfo", "model name", "a processor") }

// memory is how much memory the machine has, as Linux knows it.
func memory() string { return field("/proc/meminfo", "MemTotal", "an unknown amount") }

func field(file, name, otherwise string) string {
	b, err := os.ReadFile(file)
	if err != nil {
		return otherwise
	}
	for line := range strings.Lines(string(b)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return otherwise
}
