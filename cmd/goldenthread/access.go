package main

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/access/keyfile"
	"github.com/goldenthread/goldenthread/internal/access/token"
	"github.com/goldenthread/goldenthread/internal/server"
)

// accessFlags say who may do what on a server, and how it proves what it is.
type accessFlags struct {
	publicRead bool
	openLocal  bool
	keys       string
	token      token.Options
	roles      []string
	cert, key  string
}

func (f *accessFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.BoolVar(&f.publicRead, "public-read", true, "let everybody read; with --public-read=false a key or token is needed for that too")
	flags.BoolVar(&f.openLocal, "local-access", true, "where there are neither keys nor an issuer and only this machine can reach the server, let whoever is on it do everything")
	flags.StringVar(&f.keys, "keys", "", "the `file` of API keys, which 'goldenthread key' makes; looked at again when it changes")
	flags.StringVar(&f.token.Issuer, "oidc-issuer", "", "take JSON Web Tokens of this OpenID Connect issuer (`URL`, as its tokens name it)")
	flags.StringVar(&f.token.Audience, "oidc-audience", "", "the `audience` that tokens must be made out to")
	flags.StringVar(&f.token.RoleClaim, "oidc-role-claim", "roles", "the `claim` of a token that says what its subject may do; dots lead into objects")
	flags.StringArrayVar(&f.roles, "oidc-role", nil, "what a value of that claim means, as `VALUE=ROLE` with the role viewer, editor or admin (repeatable); without any, the roles' own names")
	flags.StringVar(&f.cert, "tls-cert", "", "serve TLS with this certificate (`file` in PEM, looked at again when it is renewed)")
	flags.StringVar(&f.key, "tls-key", "", "the certificate's private key (`file` in PEM)")
}

// check refuses what does not go together.
func (f *accessFlags) check() error {
	configured := f.keys != "" || f.token.Issuer != ""
	switch {
	case !f.publicRead && !configured:
		return usagef("--public-read=false leaves nobody who may read: say who may, with --keys or --oidc-issuer")
	case f.token.Issuer == "" && (f.token.Audience != "" || len(f.roles) > 0):
		return usagef("--oidc-audience and --oidc-role need --oidc-issuer")
	case (f.cert == "") != (f.key == ""):
		return usagef("--tls-cert and --tls-key go together: give both or none")
	}
	return nil
}

// certificate is what to serve TLS with, nil if that was not asked for.
func (f *accessFlags) certificate(log *slog.Logger) (*tls.Config, error) {
	if f.cert == "" {
		return nil, nil //nolint:nilnil // a server's options take nil for none
	}
	return server.Certificate(f.cert, f.key, log)
}

// policy is who may do what at an address. Without credentials anybody on this machine may write, as long as nobody else
// can reach the address: not over a network, and not under another name, which says that a proxy is in front.
func (f *accessFlags) policy(ctx context.Context, address net.Addr, hosts []string, log *slog.Logger) (*access.Policy, error) {
	p := &access.Policy{PublicRead: f.publicRead}
	if f.keys != "" {
		keys, err := keyfile.Open(f.keys, log)
		if err != nil {
			return nil, err
		}
		p.Verifiers = append(p.Verifiers, keys)
	}
	if f.token.Issuer != "" {
		tokens, err := f.tokens()
		if err != nil {
			return nil, err
		}
		go lookFor(ctx, tokens, log)
		p.Verifiers = append(p.Verifiers, tokens)
	}
	tcp, ok := address.(*net.TCPAddr)
	p.OpenToLocal = f.openLocal && len(p.Verifiers) == 0 && ok && tcp.IP.IsLoopback() && len(hosts) == 0
	return p, nil
}

// tokens makes the verifier of tokens.
func (f *accessFlags) tokens() (*token.Verifier, error) {
	opt := f.token
	opt.Roles = map[string]access.Role{}
	for _, line := range f.roles {
		at := strings.LastIndex(line, "=")
		if at <= 0 {
			return nil, usagef("--oidc-role %s: write VALUE=ROLE, such as plan-team=editor", line)
		}
		role, err := access.ParseRole(line[at+1:])
		if err != nil {
			return nil, err
		}
		opt.Roles[line[:at]] = role
	}
	return token.New(opt)
}

// lookFor says in the log at once if the issuer cannot be reached, rather than when the first token comes.
func lookFor(ctx context.Context, tokens *token.Verifier, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := tokens.Find(ctx); err != nil && ctx.Err() == nil {
		log.Warn("the token issuer does not answer; it is asked again when a token comes", slog.Any("error", err))
	}
}

// accessWords say who may do what.
func accessWords(p *access.Policy) []string {
	var words []string
	switch {
	case !p.PublicRead:
		words = append(words, "Only who sends a key or token may read.")
	case !p.OpenToLocal:
		words = append(words, "Everybody who can reach this address may read the graph.")
	}
	switch {
	case p.OpenToLocal:
		words = append(words, "Programs and people on this machine may change the graph; nobody else can reach it.")
	case len(p.Verifiers) == 0:
		words = append(words, "Nobody may change it until roles are given: --keys or --oidc-issuer.")
	default:
		words = append(words, "Changing it needs a key or token of an editor.")
	}
	return words
}
