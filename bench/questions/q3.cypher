MATCH (a:Action) WHERE COUNT { (a)-[:SERVES]->() } >= 3
WITH a, COUNT { (a)-[:SERVES]->() } AS n ORDER BY n DESC, a.position, a.id LIMIT 20
RETURN a {.id, .title, priorities: COLLECT {
  MATCH (a)-[:SERVES]->(p:Priority)
  WITH p ORDER BY p.position, p.id LIMIT 25
  RETURN p {.id, .code}
}} AS answer
