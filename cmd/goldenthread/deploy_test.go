package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

const deployFolder = "../../deploy"

// checkArguments runs config print with the arguments of a deployment, so that an option which does not exist is found here.
func checkArguments(t *testing.T, where string, args []string) {
	t.Helper()
	if len(args) == 0 || args[0] != "serve" {
		t.Fatalf("%s: no serve in %q", where, args)
	}
	var rest []string
	for _, a := range args[1:] {
		if !strings.HasPrefix(a, "--config") && !strings.HasPrefix(a, "/etc/") {
			rest = append(rest, a)
		}
	}
	if got := execute(t, "goldenthread config print "+strings.Join(rest, " ")); strings.Contains(got, "exit ") {
		t.Errorf("%s: %s", where, got)
	}
}

func TestTheUnitIsOneThatSystemdTakes(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(deployFolder, "goldenthread.service"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "ExecStart=/usr/local/bin/goldenthread ")
	if !found {
		t.Fatal("the unit starts something else")
	}
	line, _, _ := strings.Cut(rest, "\n")
	checkArguments(t, "the unit", strings.Fields(line))

	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Log("systemd-analyze is not here: only the options were checked")
		return
	}
	unit := filepath.Join(t.TempDir(), "goldenthread.service")
	runnable := strings.ReplaceAll(string(text), "/usr/local/bin/goldenthread", "/bin/true")
	if err := os.WriteFile(unit, []byte(runnable), 0o600); err != nil {
		t.Fatal(err)
	}
	// It warns of what it does not know, and ends well all the same.
	out, err := exec.CommandContext(t.Context(), "systemd-analyze", "verify", "--man=no", unit).CombinedOutput()
	if err != nil || strings.Contains(string(out), "goldenthread.service") {
		t.Errorf("%v\n%s", err, out)
	}
}

// The parts of the manifest that say what is promised of it.
type manifest struct {
	Kind string
	Spec struct {
		Replicas int
		Strategy struct{ Type string }
		Template struct {
			Spec struct {
				SecurityContext struct {
					RunAsNonRoot bool `yaml:"runAsNonRoot"`
				} `yaml:"securityContext"`
				TerminationGracePeriodSeconds int `yaml:"terminationGracePeriodSeconds"`
				Containers                    []struct {
					Args            []string
					SecurityContext struct {
						ReadOnlyRootFilesystem   bool `yaml:"readOnlyRootFilesystem"`
						AllowPrivilegeEscalation bool `yaml:"allowPrivilegeEscalation"`
					} `yaml:"securityContext"`
				}
			}
		}
	}
}

func TestTheManifestKeepsItsPromises(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(deployFolder, "kubernetes.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var m manifest
		err := decoder.Decode(&m)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		kinds[m.Kind]++
		if m.Kind != "Deployment" {
			continue
		}
		spec := m.Spec.Template.Spec
		checkArguments(t, "the manifest", spec.Containers[0].Args)
		limited := spec.Containers[0].SecurityContext
		if !spec.SecurityContext.RunAsNonRoot || !limited.ReadOnlyRootFilesystem || limited.AllowPrivilegeEscalation {
			t.Errorf("the container may do more than it needs: %+v", spec)
		}
		if m.Spec.Replicas != 1 || m.Spec.Strategy.Type != "Recreate" {
			t.Error("the embedded store has one writer")
		}
		if spec.TerminationGracePeriodSeconds <= 20 {
			t.Error("the container is killed before the server has stopped")
		}
	}
	for _, kind := range []string{"PersistentVolumeClaim", "Deployment", "Service"} {
		if kinds[kind] != 1 {
			t.Errorf("%d of kind %s", kinds[kind], kind)
		}
	}
}
