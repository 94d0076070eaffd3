package neostore_test

// A question is one root field of the API, as a client writes it.
type question struct {
	name, document string
	// list is a root field whose first page gives the document its cursors: $start and $end.
	list string
}

// apiQuestions are all the questions of the API, in the shapes that make other statements of them. They are about the
// plan that fill writes.
var apiQuestions = []question{
	// Looking up.
	{name: "lookup", document: `{
  nodes(ids: ["action:0", "link:serves:action:0>priority:0", "link:keeps:action:0>promise:0"]) {
    id
    ... on Action { title }
    ... on Link { basis from { title } to { title } rows { title } }
  }
}`},
	{name: "lookup_nested", document: `{
  entity(id: "activity:0") {
    title
    evidence { quote plan { title } }
    plans { title }
    links(first: 5, relations: [CONTRIBUTES_TO, FULFILS]) {
      totalCount
      basisCounts { basis count }
      edges { outgoing node { title } link { evidence { quote plan { title } } } }
    }
  }
}`},
	{name: "by_id", document: `{ action(id: "action:0", plan: "plan:county") { title } }`},
	{name: "by_code", document: `{ activity(code: "2.2") { title } }`},
	{name: "by_title", document: `{ action(title: "Review the archive") { title priorities { nodes { title } } } }`},
	{name: "in_plan", document: `{ action(title: "Review the archive", plan: "plan:county") { title } }`},

	// Lists, their pages and what is known of the whole.
	{name: "first_by_title", document: `{
  actions(first: 50, orderBy: [{title: ASC}]) {
    nodes { title priorities { nodes { title promises { nodes { title } } } } }
  }
}`},
	{name: "last_by_revision", document: `{ actions(last: 50, orderBy: [{revision: ASC}]) { nodes { title } } }`},
	{name: "by_natural_code", document: `{ activities(first: 50, orderBy: [{code: ASC}]) { nodes { code } } }`},
	{name: "by_count", document: `{
  actions(first: 5, orderBy: [{priorities: {count: DESC}}, {start: ASC}]) { nodes { title } }
}`},
	{name: "next_page", list: `actions(first: 3)`, document: `query ($end: String) {
  actions(first: 50, after: $end) { pageInfo { hasPreviousPage hasNextPage } nodes { title } }
}`},
	{name: "previous_page", list: `actions(first: 3)`, document: `query ($end: String) {
  actions(last: 50, before: $end) { pageInfo { hasPreviousPage hasNextPage } nodes { title } }
}`},
	{name: "between", list: `actions(first: 3)`, document: `query ($start: String, $end: String) {
  actions(first: 50, after: $start, before: $end) { pageInfo { hasPreviousPage hasNextPage } nodes { title } }
}`},
	{name: "next_page_descending", list: `actions(first: 3, orderBy: [{title: DESC}, {code: ASC}])`, document: `query ($end: String) {
  actions(first: 50, after: $end, orderBy: [{title: DESC}, {code: ASC}]) { nodes { title } }
}`},
	{name: "next_page_of_relation", list: `actions(first: 3)`, document: `query ($end: String) {
  priority(id: "priority:0") { actions(first: 10, after: $end) { pageInfo { hasPreviousPage hasNextPage } nodes { title } } }
}`},
	{name: "facets", document: `{
  actions(first: 0) {
    totalCount
    facets(by: [PRIORITY, THEME, QUARTER]) { axis values { count value { label entity { code } } } }
  }
}`},
	{name: "in_plan_list", document: `{ actions(where: {plan: "plan:county"}) { totalCount nodes { title } } }`},
	{name: "filters", document: `{
  actions(
    where: {
      or: [
        {title: {contains: "archive"}}
        {not: {code: {in: ["2.2"]}}}
        {partners: {every: {text: "public library"}, within: "priority:0"}}
      ]
    }
  ) { nodes { title } }
}`},
	{name: "filters_of_links", document: `{
  actions(
    where: {
      priorities: {some: {code: {eq: "3"}}}
      themes: {none: {title: {eq: "people"}}}
      activities: {count: {gte: 2}, within: "priority:0"}
      schedule: {unprofiled: false, in: [{year: "2022/23", quarter: 1}]}
    }
  ) { nodes { title } }
}`},
	{name: "filter_by_text", document: `{ actions(where: {text: "digital archive"}) { nodes { title } } }`},

	// Golden threads.
	{name: "golden_thread", document: `{
  priority(id: "priority:0") {
    title
    promises { nodes { title themes { nodes { title } } } }
    activities { nodes { title } }
    actions(first: 10) { totalCount basisCounts { basis count } nodes { title partners { nodes { title } } } }
    partners { edges { basis node { title } } }
    references { edges { link { note evidence { quote } } node { title } } }
  }
}`},
	{name: "derived_within", document: `{
  actions {
    nodes { title themes(within: "priority:0") { totalCount edges { basis via { evidence { quote } } node { title evidence { quote } } } } }
  }
}`},
	{name: "similar", document: `{ action(id: "action:0") { similar { edges { link { score note } node { title } } } } }`},

	// Which actions serve several priorities.
	{name: "shared_actions", document: `{
  sharedActions(minPriorities: 3, first: 20) { totalCount nodes { title priorities { nodes { code } } } }
}`},
	{name: "shared_actions_similar", document: `{
  sharedActions(similarAbove: 0.8) { totalCount edges { via { score } node { title } } }
}`},
	{name: "shared_actions_referring", document: `{
  sharedActions(followReferences: true, where: {plan: "plan:county"}) { facets(by: [THEME]) { values { count value { key } } } nodes { title } }
}`},
	{name: "shared_actions_similar_referring", document: `{
  sharedActions(similarAbove: 0.8, followReferences: true) { nodes { title } }
}`},

	// Partnership actions.
	{name: "partnership_actions", document: `{
  partnershipActions(routes: [NAMED, THEME, ACTIVITY], first: 50) {
    totalCount
    routeCounts { route count }
    edges { node { title } routes { route basis via { relation from { title } to { title } } evidence { quote } } }
  }
}`},
	{name: "partnership_actions_all", document: `{
  partnershipActions(routes: [NAMED, THEME, ACTIVITY], match: ALL, basis: [CURATED, STATED, MENTIONED], first: 50) { nodes { title } }
}`},
	{name: "partnership_actions_named", document: `{ partnershipActions(first: 50) { nodes { title } } }`},

	// The matrix.
	{name: "matrix", document: `{
  alignmentMatrix(plan: "plan:county") {
    rows { label }
    columns { label }
    counts
    statedCounts
    cell(row: "priority:0", column: "theme:0") { count weakest entities(first: 10) { totalCount edges { basis node { title } } } }
  }
}`},
	{name: "matrix_cells", document: `{
  alignmentMatrix(counting: ACTION) { cells { row { label } column { label } count entities(first: 3) { nodes { title } } } }
}`},
	{name: "matrix_by_quarter", document: `{ alignmentMatrix(columns: QUARTER) { counts rowTotals total cells { entities(first: 3) { nodes { title } } } } }`},
	{name: "matrix_of_partners", document: `{
  alignmentMatrix(rows: PARTNER, columns: PRIORITY, unplaced: false, where: {action: {schedule: {unprofiled: false}}}) {
    cells { count row { label } column { label } }
  }
}`},
	{name: "matrix_counts", document: `{ alignmentMatrix(counting: ACTION, unplaced: false) { rows { key } columns { key } counts } }`},
	{name: "matrix_derived", document: `{
  alignmentMatrix(rows: THEME, columns: PARTNER, counting: PRIORITY, basis: [CURATED, STATED, CO_LISTED]) {
    counts
    cell(row: "theme:0", column: "unplaced") { entities { nodes { title } } }
  }
}`},
	{name: "matrix_of_quarters", document: `{ alignmentMatrix(rows: QUARTER, columns: SITE, counting: ACTIVITY) { counts total } }`},

	// What is not covered.
	{name: "gaps", document: `{
  coverageGaps { entity { title } reason references { to { code } note } coveredByReference { title } measures { title } otherQuarters { label } }
}`},
	{name: "gaps_in_quarter", document: `{
  coverageGaps(quarter: {year: "2022/23", quarter: 1}, plan: "plan:county", basis: [STATED]) { entity { title } reason explanation }
}`},
	{name: "gaps_of_themes", document: `{ coverageGaps(of: THEME, by: ACTION) { entity { title } reason } }`},
	{name: "gaps_of_activities", document: `{ coverageGaps(of: ACTIVITY, by: PARTNER) { entity { title } reason } }`},

	// Why one thing is aligned with another.
	{name: "threads", document: `{
  threads(from: "action:0", to: "theme:0") {
    weakest
    rows { code }
    steps { forward link { relation basis evidence { quote } } entity { title } }
  }
}`},
	{name: "threads_to_kind", document: `{ threads(from: "partner:0", toKind: PRIORITY, maxLength: 3) { length entities { title } } }`},
	{name: "threads_to_purpose", document: `{ threads(from: "activity:0", basis: [STATED, CO_LISTED]) { length entities { title } } }`},
	{name: "threads_any", document: `{ threads(from: "action:0", to: "action:1", shape: ANY, maxLength: 3) { length entities { title } } }`},
	{name: "threads_any_to_kind", document: `{
  threads(from: "action:0", toKind: PARTNER, shape: ANY, relations: [SIMILAR_TO, INVOLVES], acrossRows: true, maxLength: 3) { length entities { title } }
}`},

	// Full text.
	{name: "search", document: `{
  search(query: "partner libr", first: 10) { totalCount kindCounts { kind count } edges { score node { title } highlights { text } } }
}`},
	{name: "search_of_kinds", list: `search(query: "archive", first: 3)`, document: `query ($end: String) {
  search(query: "archive", kinds: [ACTION, ACTIVITY], after: $end) { nodes { title ... on Action { priorities { nodes { code } } } } }
}`},

	// Links.
	{name: "links", document: `{
  links(where: {basis: [INFERRED]}, orderBy: [{score: DESC}]) { totalCount nodes { relation score note from { title } to { title } } }
}`},
	{name: "links_of_relation", document: `{
  links(where: {relations: [SIMILAR_TO], basis: [INFERRED], score: {gte: 0.5, lte: 0.9}, row: "priority:0", plan: "plan:county"}) { nodes { id } }
}`},
	{name: "links_of_row", document: `{
  links(where: {row: "priority:0", basis: [STATED]}, first: 3) { totalCount basisCounts { basis count } nodes { id rows { title } } }
}`},
	{name: "links_by_revision", list: `links(first: 3, orderBy: [{revision: DESC}])`, document: `query ($end: String) {
  links(first: 50, after: $end, orderBy: [{revision: DESC}]) { nodes { id } }
}`},
	{name: "links_rejected", document: `{
  links(where: {states: [ACTIVE, REJECTED], relations: [SIMILAR_TO, KEEPS]}) { nodes { id state } }
}`},

	{name: "quarters", document: `{ quarters(plan: "plan:county") { label } }`},
}
