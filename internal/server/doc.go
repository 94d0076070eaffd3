// Package server is the service's HTTP side: GraphQL over HTTP, the playground, the schema, probes. It knows the API only
// as something that executes a request, and the store only as something that says how it is.
//
// GraphQL over HTTP follows the draft of the GraphQL foundation as the audits of the npm package graphql-http read it:
// where the newest draft has 422 and 294, clients and tools still expect 400 and 200, and that is what is sent.
package server
