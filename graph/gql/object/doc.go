// Package object holds the GraphQL objects: views over the domain's answers that gqlgen's generated code reads.
//
// An object is a part of an answer and the plan.Place of the field that gave it. A method with a context finds its own
// field's place under that; gqlgen binds methods to fields by name.
package object
