package neotest

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// dockerAnswers reports whether there is a Docker engine; a client without one is none.
func dockerAnswers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return exec.CommandContext(ctx, "docker", "info").Run() == nil
}

// A container is a Neo4j in a Docker engine.
type container struct {
	version, password string
	port              int
	memory            Memory
	id                string
	leash             *leash
}

func newContainer(version string, port int, password string, memory Memory) *container {
	return &container{version: version, password: password, port: port, memory: memory}
}

func (c *container) start(ctx context.Context) error {
	if c.id == "" {
		if err := c.create(ctx); err != nil {
			return err
		}
	} else if _, err := docker(ctx, "start", c.id); err != nil {
		return err
	}
	return awaitBolt(ctx, c.port, nil)
}

// create makes the container, and a watcher that removes it when this process ends.
func (c *container) create(ctx context.Context) error {
	id, err := docker(ctx, "run", "--detach", "--publish", fmt.Sprintf("127.0.0.1:%d:7687", c.port),
		"--env", "NEO4J_AUTH=neo4j/"+c.password,
		"--env", "NEO4J_server_memory_heap_max__size="+c.memory.Heap,
		"--env", "NEO4J_server_memory_pagecache_size="+c.memory.PageCache,
		"--env", "NEO4J_dbms_usage__report_enabled=false",
		"neo4j:"+strings.TrimSuffix(c.version, ".0")+"-community")
	if err != nil {
		return err
	}
	c.id = id
	c.leash, err = newLeash(nil, `echo ready; cat >/dev/null; docker rm --force --volumes "$1" >/dev/null 2>&1`, id)
	return err
}

func (c *container) stop() error   { return c.do("stop") }
func (c *container) kill() error   { return c.do("kill") }
func (c *container) pause() error  { return c.do("pause") }
func (c *container) resume() error { return c.do("unpause") }

func (c *container) remove() error {
	if c.leash == nil {
		return nil
	}
	return c.leash.release("")
}

func (c *container) do(verb string) error {
	if c.id == "" {
		return nil
	}
	_, err := docker(context.Background(), verb, c.id)
	return err
}

func docker(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "docker", args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("docker %s: %w: %s", args[0], err, out)
	}
	return strings.TrimSpace(string(out)), nil
}
