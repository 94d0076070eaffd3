package neotest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// A jdk is a Java on this machine.
type jdk struct {
	home  string
	major int
}

// findJava finds a Java that runs the version of Neo4j. The oldest that does is taken: it is what was tested longest.
func findJava(ctx context.Context, version string) (jdk, error) {
	least := 17
	if !strings.HasPrefix(version, "5.") {
		least = 21
	}
	var best jdk
	for _, home := range javaHomes() {
		j := jdk{home, javaMajor(ctx, home)}
		if j.major >= least && (best.major == 0 || j.major < best.major) {
			best = j
		}
	}
	if best.major == 0 {
		return jdk{}, fmt.Errorf("neither a Docker engine nor a Java %d or newer was found (looked at JAVA_HOME, PATH and the usual folders)", least)
	}
	return best, nil
}

// HasJava reports whether this machine has a Java that runs the version.
func HasJava(ctx context.Context, version string) bool {
	_, err := findJava(ctx, version)
	return err == nil
}

// javaHomes are the folders that may hold a Java.
func javaHomes() []string {
	var homes []string
	if home := os.Getenv("JAVA_HOME"); home != "" {
		homes = append(homes, home)
	}
	if path, err := exec.LookPath("java"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			homes = append(homes, filepath.Dir(filepath.Dir(real)))
		}
	}
	for _, pattern := range []string{"/usr/lib/jvm/*", "/usr/local/lib/jvm/*", "/opt/java/*", "/opt/*jdk*", "/Library/Java/JavaVirtualMachines/*/Contents/Home", "/opt/homebrew/opt/openjdk*"} {
		found, _ := filepath.Glob(pattern) // the patterns are well formed
		homes = append(homes, found...)
	}
	return homes
}

var javaVersion = regexp.MustCompile(`version "(\d+)`)

// javaMajor is the major version of the Java in a folder, 0 if there is none.
func javaMajor(ctx context.Context, home string) int {
	out, err := exec.CommandContext(ctx, filepath.Join(home, "bin", "java"), "-version").CombinedOutput()
	m := javaVersion.FindSubmatch(out)
	if err != nil || m == nil {
		return 0
	}
	major, _ := strconv.Atoi(string(m[1]))
	return major
}
