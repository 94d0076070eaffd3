// Command bench measures goldenthread beside what else there is: the same questions, over the same data, in one run, one
// after the other in turns. It asks the embedded store and Neo4j through goldenthread, Neo4j by Cypher written by hand,
// @neo4j/graphql on the same Neo4j, and a server that only sends a ready answer of the same size. All answers are compared
// before anything is timed. What comes of it is a table with the date and the machine.
//
//	go run ./bench                                  the sample plan and 10,000 actions, a few minutes
//	go run ./bench --actions 1000000 --annex=false  a million actions
//	go run ./bench --targets embedded,floor --questions q2,q6 --slice 1s
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// options are what a run is told.
type options struct {
	annex     bool
	actions   int
	targets   []string
	questions []string
	warm      time.Duration
	slice     time.Duration
	rounds    int
	keep      string
	out       string
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == floorVerb {
		exit(serveFloor(os.Stdin, os.Stdout))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err == nil {
		err = run(ctx, o)
	}
	exit(err)
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func parse(args []string) (options, error) {
	o := options{}
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.BoolVar(&o.annex, "annex", true, "measure over the sample plan")
	f.IntVar(&o.actions, "actions", 10_000, "measure over a generated plan with so many actions; 0 for none")
	targets := f.String("targets", strings.Join(targetNames, ","), "what is measured")
	questions := f.String("questions", "", "which questions: q1,q2,…; all if empty")
	f.DurationVar(&o.warm, "warm", 2*time.Second, "how long one target is asked one question before anything is measured: virtual machines compile while they run")
	f.DurationVar(&o.slice, "slice", 250*time.Millisecond, "how long one target is asked one question before the next has its turn")
	f.IntVar(&o.rounds, "rounds", 3, "how many turns each has")
	f.StringVar(&o.keep, "keep", "", "a folder to keep what was generated for the embedded store in, for the next run; a Neo4j that the environment names keeps its own (see internal/neotest)")
	f.StringVar(&o.out, "out", "", "where the table goes; bench/results/DATE.md if empty, - for the standard output")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("there are only options, not %q", f.Arg(0))
	}
	o.targets, o.questions = list(*targets), list(*questions)
	if o.out == "" {
		o.out = filepath.Join("bench", "results", time.Now().Format("2006-01-02")+".md")
	}
	return o, o.check()
}

func list(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ' ' })
}

func (o *options) check() error {
	for _, name := range o.targets {
		if !slices.Contains(targetNames, name) {
			return fmt.Errorf("there is no target %q: there are %s", name, strings.Join(targetNames, ", "))
		}
	}
	for _, name := range o.questions {
		if !slices.ContainsFunc(questions, func(q question) bool { return q.name == name }) {
			return fmt.Errorf("there is no question %q: there are q1 to q9, and m1", name)
		}
	}
	if o.warm <= 0 || o.slice <= 0 || o.rounds <= 0 {
		return errors.New("--warm, --slice and --rounds must be more than nothing")
	}
	return nil
}
