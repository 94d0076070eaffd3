MATCH (a:Action) WHERE a.position > 0 AND (
  EXISTS { (a)-[:INVOLVES]->(:Partner) } OR
  any(w IN coalesce(a.titleWords, []) + coalesce(a.descriptionWords, []) WHERE any(s IN $stems WHERE w STARTS WITH s))
)
WITH a ORDER BY a.position, a.id LIMIT 50
RETURN a {.id, .title, partners: COLLECT {
  MATCH (a)-[:INVOLVES]->(p:Partner)
  WITH p ORDER BY p.position, p.id LIMIT 25
  RETURN p {.id, .title}
}} AS answer
