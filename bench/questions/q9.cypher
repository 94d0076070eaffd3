MATCH (a:Entity {id: $from}), (t:Entity {id: $to})
CALL (a, t) {
  MATCH (a)-[k:KEEPS]->(m:Promise)-[h:HAS_THEME]->(t)
  WHERE any(r IN k.rows WHERE r IN h.rows)
  RETURN [m, t] AS nodes, [k, h] AS links LIMIT 1
  UNION ALL
  MATCH (a)-[d:DELIVERS]->(v:Activity)-[f:FULFILS]->(m:Promise)-[h:HAS_THEME]->(t)
  WHERE any(r IN d.rows WHERE r IN f.rows AND r IN h.rows)
  RETURN [v, m, t] AS nodes, [d, f, h] AS links LIMIT 1
}
WITH nodes, links ORDER BY size(links) LIMIT 1
RETURN {length: size(links), steps: [i IN range(0, size(links) - 1) | {entity: {id: nodes[i].id, title: nodes[i].title}, link: {relation: type(links[i])}}]} AS answer
