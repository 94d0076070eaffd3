MATCH (p:Entity {id: $id})
RETURN p {.id, .title, promises: COLLECT {
  MATCH (p)<-[:SUPPORTS]-(m:Promise)
  WITH m ORDER BY m.position, m.id LIMIT 25
  RETURN m {.id, .title, activities: COLLECT {
    MATCH (m)<-[:FULFILS]-(v:Activity)
    WITH v ORDER BY v.position, v.id LIMIT 25
    RETURN v {.id, .code, .title, actions: COLLECT {
      MATCH (v)<-[:DELIVERS]-(a:Action)
      WITH a ORDER BY a.position, a.id LIMIT 10
      RETURN a {.id, .title}
    }}
  }}
}} AS answer
