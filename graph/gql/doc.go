// Package gql is GraphQL's face of a store. It parses and validates with gqlgen, turns each root field into one question
// (package plan), asks the store once, and lets gqlgen's executor read the answer through views (package object).
//
// It and its subpackages are the only ones that know gqlgen; a server knows Request, Response and API.
package gql
