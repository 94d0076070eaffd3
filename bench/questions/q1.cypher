MATCH (a:Entity {id: $id})
RETURN a {.id, .title, priorities: COLLECT {
  MATCH (a)-[:SERVES]->(p:Priority)
  WITH p ORDER BY p.position, p.id LIMIT 25
  RETURN p {.id, .code, .title}
}} AS answer
