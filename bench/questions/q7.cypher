MATCH (p:Priority) WHERE NOT EXISTS { MATCH (p)<-[:SERVES]-(a:Action) WHERE $label IN a.quarters }
WITH p ORDER BY p.position, p.id LIMIT 100
RETURN p {.id, .code, .title} AS answer
