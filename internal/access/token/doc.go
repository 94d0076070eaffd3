// Package token checks JSON Web Tokens of an OpenID Connect issuer: signature, issuer, audience and time. Keys are found by
// discovery and found again when the issuer rotates them.
package token
