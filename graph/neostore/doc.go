// Package neostore keeps a graph in Neo4j. A question becomes one Cypher statement over sets: level by level, each node
// is matched and sent once for each place of the answer. The text of a statement depends on the shape of the question
// alone, and every value travels as a parameter, so that Neo4j's plan cache holds and nothing can be injected.
//
// # Consistency
//
// Neo4j reads committed rows: an answer may mix what two revisions wrote if it is read while a write commits. So the
// promise is "read committed, one statement for each question", not one revision for each view. A caller reads its own
// writes (bookmarks), also in a cluster. A view that glances (see graph.Glance) asks nothing before its first question, and
// each question reads beside its answer whether there is a whole graph to answer from. Writes take turns: a transaction
// locks the graph's Meta node first. Writers of one process that come at the same time share it.
//
// # What stands in the database
//
//   - (:Entity:Action {id, kind, code, title, …}): a node, labelled with its kind as well. The fields are properties of
//     their names; titleFold and the like are folded for comparing, codeKey orders codes, codeWords, titleWords
//     and descriptionWords are what full text knows, quarters the labels of the schedule, evidence and scheduleEvidence the
//     citations as JSON, cites the plans that they cite.
//   - (:Entity)-[:SERVES {id, basis, rows, score, note, evidence, cites, revision}]->(:Entity): an active link. Its
//     basis is a number, strongest first from 1 (CURATED, STATED, IMPORTED, MENTIONED, INFERRED, CO_LISTED).
//   - (:Entity)-[:REJECTED {relation, …}]->(:Entity): a rejected link. No question follows that type by accident.
//   - (:Alias {id, target}): an old ID.
//   - (:Change {revision, at, actor, reason, key, token, entry}): the journal.
//   - (:Touch {subject, revision}): an entry of the journal touches a node or link (see graph.Entry.Subjects).
//   - (:Key {key, revision}): an idempotency key whose change made no difference, and so is in no entry of the journal.
//   - (:Meta {id: "graph", format, revision, hash, load}): one node; load names a bulk load that is not finished.
package neostore
