// Command goldenthread serves plans as a graph, imports them, asks them questions and checks them. See its --help.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	os.Exit(interruptible())
}

// interruptible runs the program until it ends or is told to. The first signal asks it to stop; a second one ends it at
// once, as if nobody listened.
func interruptible() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	defer stop()
	p := program{in: os.Stdin, out: os.Stdout, err: os.Stderr, environ: os.Environ()}
	return p.run(ctx, os.Args[1:])
}
