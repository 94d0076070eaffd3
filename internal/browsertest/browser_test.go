package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for what must happen before it says what did not: generous, because it is only ever
// used up by a fault.
const patience = 60 * time.Second

// browserPath finds Chromium. A machine without one fails the tests: skipping would hide that nobody looked.
func browserPath(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("CHROME_BIN"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("no Chromium on the path: install it (Debian: apt-get install chromium), or name it in CHROME_BIN")
	return ""
}

// A page is one tab of a browser with a profile of its own, and what the browser had to say about it.
type page struct {
	ctx context.Context
	t   *testing.T

	mu       sync.Mutex
	requests []string // addresses asked for, in order
	allowed  []string // other origins that the page may ask
	faults   []string // errors and warnings: exceptions, refusals by the content security policy, files not found
	excused  []string // what a fault has in it that the test itself brings about
}

// openPage starts a browser with an empty profile and opens the address in it. At the end of the test it fails if the
// page complained of anything or asked another origin for anything but those allowed, unless the test excused the complaints.
func openPage(t *testing.T, address string, allowed ...string) *page {
	t.Helper()
	allocator, stop := chromedp.NewExecAllocator(context.Background(), browserOptions(t)...)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(allocator)
	t.Cleanup(closeBrowser)

	p := &page{ctx: ctx, t: t, allowed: allowed}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	p.do("open "+address, chromedp.Navigate(address))
	t.Cleanup(func() { p.assertQuiet(address) })
	return p
}

func browserOptions(t *testing.T) []chromedp.ExecAllocatorOption {
	t.Helper()
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(browserPath(t)),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(1400, 900),
		// The page must work with the network cut off: no name resolves.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	}
	for name, value := range map[string]any{
		"headless":                      "new",
		"disable-gpu":                   true,
		"disable-quic":                  true,
		"disable-background-networking": true,
		"disable-component-update":      true,
		"disable-sync":                  true,
		"disable-dev-shm-usage":         true,
		"no-first-run":                  true,
		"no-sandbox":                    os.Geteuid() == 0, // Chromium's sandbox refuses to run as root
	} {
		options = append(options, chromedp.Flag(name, value))
	}
	return options
}

// listen takes an event of the browser down. It runs in the browser's reading loop.
func (p *page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		p.fault("exception: " + exceptionText(e.ExceptionDetails))
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Level == cdplog.EntryLevelWarning {
			p.fault(fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			p.fault("console: " + consoleText(e))
		}
	}
}

// fault notes a complaint, unless it is excused. The lock is held.
func (p *page) fault(complaint string) {
	if !slices.ContainsFunc(p.excused, func(words string) bool { return strings.Contains(complaint, words) }) {
		p.faults = append(p.faults, complaint)
	}
}

// excuse has complaints with these words count no more from now on. The browser may make them at any time after their
// cause, so they are excused before it.
func (p *page) excuse(words ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.excused = append(p.excused, words...)
}

func exceptionText(e *runtime.ExceptionDetails) string {
	if e.Exception != nil {
		return e.Text + " " + e.Exception.Description
	}
	return e.Text
}

func consoleText(e *runtime.EventConsoleAPICalled) string {
	var words []string
	for _, argument := range e.Args {
		words = append(words, string(argument.Value)+argument.Description)
	}
	return strings.Join(words, " ")
}

// takeFaults gives what the page complained of so far, and forgets it.
func (p *page) takeFaults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	faults := p.faults
	p.faults = nil
	return faults
}

func (p *page) assertQuiet(address string) {
	for _, fault := range p.takeFaults() {
		p.t.Errorf("the browser complained: %s", fault)
	}
	for _, request := range p.requestsOutside(address) {
		p.t.Errorf("the page asked another origin: %s", request)
	}
}

// requestsOutside gives the requests that went to another origin than the address's.
func (p *page) requestsOutside(address string) []string {
	home, err := url.Parse(address)
	if err != nil {
		p.t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.requests) == 0 {
		p.t.Error("the log of requests is empty, so it proves nothing")
	}
	return slices.DeleteFunc(slices.Clone(p.requests), func(request string) bool {
		to, err := url.Parse(request)
		origin := func(allowed string) bool { return strings.HasPrefix(request, allowed+"/") }
		return err == nil && (to.Scheme == "data" || to.Scheme == home.Scheme && to.Host == home.Host || slices.ContainsFunc(p.allowed, origin))
	})
}

// do takes the steps, and fails the test with its name and with the page's complaints if they cannot be taken in time.
func (p *page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	result(p, what, chromedp.Steps(steps...))
}

// result gives what an action gives, and fails as do does.
func result[T any](p *page, what string, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatalf("%s: %v; the page complained of: %q", what, err, p.takeFaults())
	}
	return value
}

// eval gives what a JavaScript expression, possibly a promise, comes to.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	return result(p, expression, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// waitFor waits until a JavaScript expression is true.
func (p *page) waitFor(what, expression string) {
	p.t.Helper()
	result(p, "wait until "+what, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(0)))
}
