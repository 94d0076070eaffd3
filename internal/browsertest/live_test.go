package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// One tab edits, and another one shows the change as it is made.
func liveChanges(t *testing.T, base string) {
	watching, editing := openPage(t, base), openPage(t, base)
	watching.waitUntilReady()
	watching.typeQuery("subscription { changes(since: 1) { revision touched } }")
	watching.do("watch", chromedp.Focus(chromedp.CSS(".graphiql-query-editor textarea")), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	watching.waitFor("it can be stopped", `document.querySelector('.graphiql-execute-button')?.getAttribute('aria-label')?.startsWith('Stop')`)

	editing.waitUntilReady()
	for title, site := range map[string]string{"Open a reading room": "site:open-a-reading-room", "Lend instruments": "site:lend-instruments"} {
		editing.typeQuery(fmt.Sprintf(`mutation { siteCreate(input: {title: "%s"}) { site { id } userErrors { message } } }`, title))
		if got := editing.ask(); got.Errors != nil {
			t.Fatalf("%q is not made: %s", title, got.messages())
		}
		watching.waitFor(site+" is told", fmt.Sprintf("%s.includes(%q)", editor("response.json"), site))
	}
}
