MATCH (a:Action) WHERE a.titleFold >= ''
WITH a ORDER BY a.titleFold, a.id LIMIT 50
RETURN a {.id, .title, activities: COLLECT {
  MATCH (a)-[:DELIVERS]->(v:Activity)
  WITH v ORDER BY v.position, v.id LIMIT 25
  RETURN v {.id, .code, .title, promises: COLLECT {
    MATCH (v)-[:FULFILS]->(m:Promise)
    WITH m ORDER BY m.position, m.id LIMIT 25
    RETURN m {.id, .title, themes: COLLECT {
      MATCH (m)-[:HAS_THEME]->(t:Theme)
      WITH t ORDER BY t.position, t.id LIMIT 25
      RETURN t {.id, .title}
    }}
  }}
}} AS answer
