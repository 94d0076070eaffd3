package browsertest

import "testing"

// startServer starts the real server over a fresh data folder, which holds the sample plan, and gives its address, ending
// in a slash.
//
// TO BE FINISHED when the embedded store and the executor stand: httptest.NewServer over server.New with Page
// web.Handler(), closed at the end of the test. Nothing else in this package has to change.
func startServer(t *testing.T) string {
	t.Helper()
	t.Fatal("startServer does not start the real server yet")
	return ""
}
