MATCH (p:Priority)<-[:SERVES]-(a:Action)-[k:KEEPS]->(:Promise)-[h:HAS_THEME]->(t:Theme)
WHERE p.id IN k.rows AND p.id IN h.rows
WITH p, t, count(DISTINCT a) AS n
RETURN {row: p.id, column: t.id, count: n} AS answer
