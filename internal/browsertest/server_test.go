package browsertest

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// startServer builds the program, starts it over an empty data folder, which it fills with the sample plan, and gives the
// playground's address as the program announces it, ending in a slash. At the end of the test it is told to stop, and must
// do so with success.
func startServer(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "goldenthread")
	if out, err := exec.Command("go", "build", "-o", binary, "../../cmd/goldenthread").CombinedOutput(); err != nil {
		t.Fatalf("the program cannot be built: %v\n%s", err, out)
	}
	var complaints bytes.Buffer
	serve := exec.Command(binary, "serve", "--listen", "127.0.0.1:0", "--data", t.TempDir())
	serve.Stderr = &complaints
	output, err := serve.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(output)
	t.Cleanup(func() {
		if err := serve.Process.Signal(os.Interrupt); err != nil {
			t.Errorf("the server cannot be told to stop: %v", err)
		}
		for lines.Scan() { // to the end, which Wait must not cut off
		}
		if err := serve.Wait(); err != nil {
			t.Errorf("the server did not stop with success: %v\n%s", err, complaints.String())
		}
	})
	for lines.Scan() {
		if address, found := strings.CutPrefix(strings.TrimSpace(lines.Text()), "playground"); found {
			return strings.TrimSpace(address)
		}
	}
	t.Fatal("the server ended without announcing the playground")
	return ""
}
