CALL db.index.fulltext.queryNodes('entity_words', $lucene) YIELD node AS n
WITH n, coalesce(n.codeWords, []) + coalesce(n.titleWords, []) AS title, coalesce(n.descriptionWords, []) AS description
WHERE all(q IN $words WHERE any(w IN title + description WHERE w STARTS WITH q))
WITH n, reduce(s = 0.0, q IN $words | s + CASE
  WHEN q IN title THEN 4
  WHEN any(w IN title WHERE w STARTS WITH q) THEN 3
  WHEN q IN description THEN 2
  ELSE 1 END) / (4 * size($words)) AS score
ORDER BY score DESC, [i IN range(0, size($kinds) - 1) WHERE $kinds[i] = n.kind][0], n.position, n.id LIMIT 10
RETURN {score: score, node: n {.id, .title}} AS answer
