package neotest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A process is Neo4j Community under the Java of this machine.
type process struct {
	home, lib string
	java      jdk
	main      string
	port      int
	memory    Memory
	leash     *leash
	pid       int
}

const conf = `server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:%[1]d
server.bolt.advertised_address=127.0.0.1:%[1]d
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=%[2]s
dbms.security.auth_enabled=true
`

func newProcess(ctx context.Context, version string, port int, password string, memory Memory) (*process, error) {
	java, err := findJava(ctx, version)
	if err != nil {
		return nil, err
	}
	lib, err := jars(ctx, version, java)
	if err != nil {
		return nil, err
	}
	home, err := os.MkdirTemp("", "goldenthread-neo4j-")
	if err != nil {
		return nil, err
	}
	p := &process{home: home, lib: lib, java: java, main: "org.neo4j.server.Neo4jCommunity", port: port, memory: memory}
	if strings.HasPrefix(version, "5.") {
		p.main = "org.neo4j.server.CommunityEntryPoint"
	}
	if err := p.prepare(ctx, password); err != nil {
		return nil, errors.Join(err, os.RemoveAll(home))
	}
	return p, nil
}

// prepare writes the settings and sets the password.
func (p *process) prepare(ctx context.Context, password string) error {
	dir := filepath.Join(p.home, "conf")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "neo4j.conf"), fmt.Appendf(nil, conf, p.port, p.memory.PageCache), 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, p.javaBinary(), "-cp", filepath.Join(p.lib, "*"), "org.neo4j.cli.AdminTool",
		"dbms", "set-initial-password", password)
	cmd.Env = p.environ()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("set Neo4j's password: %w: %s", err, out)
	}
	return nil
}

func (p *process) javaBinary() string { return filepath.Join(p.java.home, "bin", "java") }

func (p *process) environ() []string {
	return append(os.Environ(), "NEO4J_HOME="+p.home, "NEO4J_CONF="+filepath.Join(p.home, "conf"))
}

// hold starts a command, says its process ID, and ends the command when the standard input ends: gently, then firmly. The
// data go with it unless the last word was keep.
const hold = `"$@" >>"$LOG" 2>&1 & pid=$!; echo $pid; read -r word; kill -TERM $pid 2>/dev/null
n=0; while kill -0 $pid 2>/dev/null && [ $n -lt 150 ]; do sleep 0.1; n=$((n+1)); done; kill -KILL $pid 2>/dev/null
[ "$word" = keep ] || rm -rf "$NEO4J_HOME"; exit 0`

func (p *process) start(ctx context.Context) error {
	if p.leash != nil {
		return errors.New("the server runs already")
	}
	log := filepath.Join(p.home, "console.log")
	l, err := newLeash(append(p.environ(), "LOG="+log), hold,
		p.javaBinary(), "-cp", filepath.Join(p.lib, "*"), "-Xms256m", "-Xmx"+p.memory.Heap, "-XX:+UseSerialGC", "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
		p.main, "--home-dir="+p.home, "--config-dir="+filepath.Join(p.home, "conf"))
	if err != nil {
		return err
	}
	p.leash = l
	if p.pid, err = strconv.Atoi(l.said); err != nil {
		return fmt.Errorf("start Neo4j: no process ID but %q", l.said)
	}
	return awaitBolt(ctx, p.port, func() error { return p.died(log) })
}

// died is an error if the process is no more.
func (p *process) died(log string) error {
	if syscall.Kill(p.pid, 0) == nil {
		return nil
	}
	said, _ := os.ReadFile(log) // what it said is a help, not the fault
	return fmt.Errorf("Neo4j ended while it started: %s", said)
}

func (p *process) stop() error {
	if p.leash == nil {
		return nil
	}
	l := p.leash
	p.leash = nil
	return l.release("keep\n")
}

func (p *process) kill() error {
	if p.leash == nil {
		return nil
	}
	return errors.Join(syscall.Kill(p.pid, syscall.SIGKILL), p.stop())
}

func (p *process) pause() error  { return syscall.Kill(p.pid, syscall.SIGSTOP) }
func (p *process) resume() error { return syscall.Kill(p.pid, syscall.SIGCONT) }
func (p *process) remove() error { return os.RemoveAll(p.home) }

// awaitBolt waits until something on the port shakes hands as Bolt does; alive may end the waiting.
func awaitBolt(ctx context.Context, port int, alive func() error) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		err := shakeHands(ctx, port)
		if err == nil {
			return nil
		}
		if alive != nil {
			if dead := alive(); dead != nil {
				return dead
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("Neo4j did not come up: %w", err)
		case <-tick.C:
		}
	}
}

// shakeHands offers Bolt 5.0 and 4.4 and reads which one is chosen.
func shakeHands(ctx context.Context, port int) error {
	d := net.Dialer{Timeout: time.Second}
	c, err := d.DialContext(ctx, "tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	if _, err := c.Write([]byte("\x60\x60\xb0\x17\x00\x00\x00\x05\x00\x00\x04\x04\x00\x00\x00\x00\x00\x00\x00\x00")); err != nil {
		return err
	}
	var answer [4]byte
	_, err = c.Read(answer[:])
	return err
}
