// Package neotest gives tests a real Neo4j. It is, in this order, the one that NEO4J_TEST_URI names, one in a Docker
// engine if an engine answers, or Neo4j Community from Maven Central under the Java of the machine. If none of these
// ways exists, tests fail and say what to install: they are never skipped.
//
// Everything listens on the loopback interface, with a password made for the occasion.
package neotest
