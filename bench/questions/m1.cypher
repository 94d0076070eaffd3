CREATE (a:Entity:Action) SET a = $node
WITH a
CALL (a) {
  UNWIND $serves AS link MATCH (p:Entity {id: link.to}) CREATE (a)-[:SERVES {id: link.id, basis: 1, revision: 0}]->(p)
}
CALL (a) {
  UNWIND $involves AS link MATCH (p:Entity {id: link.to}) CREATE (a)-[:INVOLVES {id: link.id, basis: 1, revision: 0}]->(p)
}
RETURN a {.id, .title} AS answer
