package token

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/time/rate"
)

// A key that is not known makes the issuer be asked for its keys, and anybody can send tokens that name such a key. So the
// issuer is asked a few times at once, and then only so often.
const (
	askAtOnce = 10
	askEvery  = 5 * time.Second
)

// errSparing is why the issuer is not asked again so soon.
var errSparing = errors.New("the issuer was asked a moment ago")

// sparing makes of a client one that asks no more than that.
func sparing(client *http.Client) *http.Client {
	out := *client
	if out.Transport == nil {
		out.Transport = http.DefaultTransport
	}
	out.Transport = &sparingTransport{out.Transport, rate.NewLimiter(rate.Every(askEvery), askAtOnce)}
	return &out
}

type sparingTransport struct {
	http.RoundTripper
	limit *rate.Limiter
}

func (t *sparingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if !t.limit.Allow() {
		return nil, errSparing
	}
	return t.RoundTripper.RoundTrip(r)
}

// awayKey holds where a keySet notes that the issuer could not be reached: the verifier loses the error on its way.
type awayKey struct{}

// A keySet is the issuer's keys.
type keySet struct{ oidc.KeySet }

func (k keySet) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	payload, err := k.KeySet.VerifySignature(ctx, token)
	var failed interface{ Timeout() bool } // as errors of connections are, url.Error among them
	if away, ok := ctx.Value(awayKey{}).(*bool); ok && errors.As(err, &failed) && !errors.Is(err, errSparing) {
		*away = true
	}
	return payload, err
}
