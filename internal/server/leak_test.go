package server_test

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"
)

// Whatever clients do, nothing of a stream stays behind: no goroutine, no seat, no source.
func TestStreamsLeaveNothingBehind(t *testing.T) {
	http.DefaultClient.CloseIdleConnections()
	atFirst := runtime.NumGoroutine()
	s, executor := newServer(t)
	url, stop, stopped := running(t, s)
	leave := map[string]func(){
		"an event stream is left": func() {
			r := listen(t, url, "subscription { live }")
			r.want(":\n")
			r.cancel()
		},
		"an event stream ends": func() {
			r := listen(t, url, "subscription { three }")
			for more := true; more; {
				_, more = r.event()
			}
		},
		"a socket is closed": func() {
			p := connect(t, url)
			for i := range 10 {
				p.send(subscribe(fmt.Sprint(i), "subscription { live }"))
			}
			p.leave()
		},
		"a socket breaks off": func() {
			p := connect(t, url)
			p.send(subscribe("1", "subscription { live }"))
			p.send(subscribe("2", "{ slow }"))
			_ = p.conn.CloseNow()
		},
		"a socket is closed by the server": func() {
			p := connect(t, url)
			p.send(subscribe("1", "subscription { live }"))
			p.send("nonsense")
			p.receive()
		},
		"operations come and go": func() {
			p := connect(t, url)
			for range 10 {
				p.send(subscribe("1", "subscription { live }"))
				p.send(completeOf("1"))
			}
			p.leave()
		},
	}
	for name, what := range leave {
		t.Run(name, func(t *testing.T) {
			what() // once, so that what is made once is made
			http.DefaultClient.CloseIdleConnections()
			settled := func() bool { return executor.underWay.Load() == 0 }
			waitFor(t, settled)
			before := runtime.NumGoroutine()
			for range 5 {
				what()
			}
			http.DefaultClient.CloseIdleConnections()
			waitFor(t, settled)
			waitFor(t, func() bool { return runtime.NumGoroutine() <= before })
		})
	}
	halt(t, stop, stopped)
	waitFor(t, func() bool { return runtime.NumGoroutine() <= atFirst })
}
