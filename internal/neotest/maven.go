package neotest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>goldenthread</groupId><artifactId>neotest</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>%[1]s</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>%[1]s</version></dependency>
  </dependencies>
</project>
`

// jars is the folder with the jars of a version, in the user's cache. They are fetched once; processes that want them at
// the same time take turns.
func jars(ctx context.Context, version string, java jdk) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	base := filepath.Join(cache, "goldenthread", "neo4j")
	if err := os.MkdirAll(base, 0o755); err != nil {
		return "", err
	}
	unlock, err := lockFile(filepath.Join(base, version+".lock"))
	if err != nil {
		return "", err
	}
	defer unlock()
	dir := filepath.Join(base, version)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	return dir, fetch(ctx, version, java, dir)
}

// fetch lets Maven copy the jars into a folder beside dir, which becomes dir only when all are there.
func fetch(ctx context.Context, version string, java jdk, dir string) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return errors.New("there is a Java but no Maven (mvn) on the PATH to fetch Neo4j with")
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), version+"-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }() // what stays behind does no harm
	file := filepath.Join(tmp, "pom.xml")
	if err := os.WriteFile(file, fmt.Appendf(nil, pom, version), 0o600); err != nil {
		return err
	}
	lib := filepath.Join(tmp, "lib")
	cmd := exec.CommandContext(ctx, mvn, "--batch-mode", "--quiet", "--file", file,
		"dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory="+lib)
	cmd.Env = append(os.Environ(), "JAVA_HOME="+java.home)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("fetch Neo4j %s with Maven: %w: %s", version, err, out)
	}
	return os.Rename(lib, dir)
}
