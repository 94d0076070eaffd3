import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{c as t,d as n,f as r,fr as i,gr as a,hr as o,l as s,mr as c,n as ee,o as te,p as l,pr as u,r as ne,s as d,t as f}from"./packages-BYU7HXdi.js";(function(){let e=document.createElement(`link`).relList;if(e&&e.supports&&e.supports(`modulepreload`))return;for(let e of document.querySelectorAll(`link[rel="modulepreload"]`))n(e);new MutationObserver(e=>{for(let t of e)if(t.type===`childList`)for(let e of t.addedNodes)e.tagName===`LINK`&&e.rel===`modulepreload`&&n(e)}).observe(document,{childList:!0,subtree:!0});function t(e){let t={};return e.integrity&&(t.integrity=e.integrity),e.referrerPolicy&&(t.referrerPolicy=e.referrerPolicy),t.credentials=e.crossOrigin===`use-credentials`?`include`:e.crossOrigin===`anonymous`?`omit`:`same-origin`,t}function n(e){if(e.ep)return;e.ep=!0;let n=t(e);fetch(e.href,n)}})(),self.MonacoEnvironment={getWorker(e,t){switch(t){case`json`:return new o;case`graphql`:return new c;default:return new a}}};var p=ne(),m=new URL(`graphql`,document.baseURI).href,re=({query:e,variables:t,operationName:n},r)=>({subscribe(i){let a=new AbortController;return ie(JSON.stringify({query:e,variables:t,operationName:ae(e,n)}),r?.headers??{},a.signal).then(e=>{a.signal.aborted||(i.next(e),i.complete())}),{unsubscribe:()=>a.abort()}}});async function ie(e,t,n){let r;try{r=await fetch(m,{method:`POST`,headers:{"Content-Type":`application/json`,Accept:`application/graphql-response+json, application/json`,...t},body:e,signal:n})}catch{return h(`The server at ${m} cannot be reached. Is "goldenthread serve" still running?`)}let i=await r.text().catch(()=>``);try{let e=JSON.parse(i);if(typeof e==`object`&&e&&(`data`in e||`errors`in e))return e}catch{}return h(`${m} answered ${`${r.status} ${r.statusText}`.trim()}, which is not a GraphQL answer. Is something standing between this page and the server?`)}function h(e){return{errors:[new l(e)]}}function ae(e,t){try{let t=n(e).definitions.filter(e=>e.kind===r.OPERATION_DEFINITION);if(t.length===1)return t[0]?.name?.value}catch{}return t??void 0}var oe=`# Which actions serve several priorities?
# One step of work often counts towards more than one corporate priority. Most priorities first. Each priority comes with
# the place in the document where the action stands in its row.
query SharedActions {
  sharedActions(minPriorities: 2) {
    totalCount
    nodes {
      title
      priorities {
        totalCount
        edges {
          node {
            code
            title
          }
          link {
            basis
            evidence {
              line
              quote
            }
          }
        }
      }
    }
  }
}
`,se=`# What is all our partnership work, and why does each action count as such?
# An action counts by three routes: its own text speaks of partners (NAMED), it keeps a promise themed Partnership (THEME),
# or it delivers an activity about partnership (ACTIVITY). Each action says which of them hold and on what words. THEME and
# ACTIVITY rest on standing in the same row, so they take in much: ask for NAMED alone, or match: ALL, for the firm core.
query PartnershipActions {
  partnershipActions(routes: [NAMED, THEME, ACTIVITY], match: ANY) {
    totalCount
    routeCounts {
      route
      count
    }
    edges {
      node {
        title
      }
      routes {
        route
        basis
        via {
          relation
          to {
            title
          }
        }
        evidence {
          line
          quote
        }
      }
    }
  }
}
`,ce=`# How do the priorities line up with the strategy's themes?
# Counts promises for each priority (row) and theme (column); statedCounts keeps to what the document says outright. The
# cell named in the variables is opened: what is counted in it, and on what ground.
query AlignmentMatrix($priority: ID!, $theme: ID!) {
  alignmentMatrix(rows: PRIORITY, columns: THEME) {
    how
    rows {
      key
      label
    }
    columns {
      key
      label
    }
    counts
    statedCounts
    rowTotals
    columnTotals
    total
    cell(row: $priority, column: $theme) {
      count
      weakest
      entities {
        edges {
          node {
            id
            title
          }
          basis
        }
      }
    }
  }
}
`,le=`# Which priorities have no action, and why?
# An empty row, a row that only points to another one, and a row whose actions fall in other quarters are different
# things; each gap says which it is. First for the whole year, then for one quarter.
query CoverageGaps($quarter: QuarterInput!) {
  year: coverageGaps(of: PRIORITY, by: ACTION) {
    ...Gap
  }
  quarter: coverageGaps(of: PRIORITY, by: ACTION, quarter: $quarter) {
    ...Gap
    otherQuarters {
      label
    }
  }
}

fragment Gap on CoverageGap {
  entity {
    code
    title
  }
  reason
  explanation
  references {
    note
    to {
      code
      title
    }
    evidence {
      line
      quote
    }
  }
  coveredByReference {
    title
  }
  measures {
    title
  }
}
`,g=`# Why is this work aligned with that theme?
# Threads are the ways from one thing to another, link by link, shortest first: from one activity to the theme, then from
# the theme to its first actions. Each step says why it is believed, and rows says where all of it was read together: a
# thread never leaves one row for another.
query WhyAligned($activity: ID!, $theme: ID!) {
  oneActivity: threads(from: $activity, to: $theme) {
    ...Why
  }
  actions: threads(from: $theme, toKind: ACTION, first: 5) {
    ...Why
  }
}

fragment Why on Thread {
  length
  weakest
  rows {
    code
    title
  }
  steps {
    forward
    link {
      relation
      basis
      evidence {
        row
        line
        quote
      }
    }
    entity {
      kind
      code
      title
    }
  }
}
`,_=`# Which themes does an action come under, and by which promises?
# Finds actions by words of their title. The document never gives an action a theme; it follows from the promises in the
# same row, and via lists those links. Take an action's id from the answer to ask about it in another question.
query ActionsAndThemes($words: String!) {
  actions(where: { title: { contains: $words } }) {
    totalCount
    nodes {
      id
      title
      priorities {
        nodes {
          code
          title
        }
      }
      themes {
        edges {
          node {
            title
          }
          basis
          via {
            relation
            basis
            to {
              title
            }
            rows {
              code
            }
          }
        }
      }
    }
  }
}
`,v=`# What is the golden thread of one priority?
# From a priority to the promises that support it, the activities that contribute to it and the actions that serve it.
# within keeps the actions of an activity to this priority's row, as the same activity also stands in others.
query GoldenThread($priority: ID!) {
  priority(id: $priority) {
    code
    title
    promises {
      nodes {
        title
        themes {
          nodes {
            title
          }
        }
      }
    }
    activities {
      nodes {
        code
        title
        actions(within: $priority) {
          totalCount
        }
      }
    }
    actions {
      totalCount
      edges {
        node {
          title
          schedule {
            label
          }
        }
        link {
          basis
          evidence {
            line
            quote
          }
        }
      }
    }
    partners {
      nodes {
        title
      }
    }
    measures {
      nodes {
        title
      }
    }
  }
}
`,y=`# Where does the plan speak of digital skills?
# Searches titles and descriptions of everything, best first, and counts what was found by kind.
query Search($words: String!) {
  search(query: $words, first: 10) {
    kindCounts {
      kind
      count
    }
    edges {
      score
      node {
        id
        kind
        title
      }
      highlights {
        field
        text
      }
    }
  }
}
`,b=`# What is due in one quarter?
# The actions profiled to the quarter, with the words that say so, beside the number of actions that the plan gives no
# quarter at all.
query Quarter($quarter: QuarterInput!) {
  due: actions(where: { schedule: { in: [$quarter] } }) {
    totalCount
    nodes {
      title
      schedule {
        label
        startsOn
        endsOn
        evidence {
          line
          quote
        }
      }
      priorities {
        nodes {
          code
          title
        }
      }
    }
  }
  withoutQuarter: actions(where: { schedule: { unprofiled: true } }) {
    totalCount
  }
}
`,x=`# How is the work spread, and how firm is what we know?
# Facets count the actions by quarter, priority, theme and partner. basisCounts says on what ground one activity's
# actions are believed to deliver it: CO_LISTED means that they stand in the same row and nothing more is said.
query Figures($activity: ID!) {
  actions(first: 1) {
    totalCount
    facets(by: [QUARTER, PRIORITY, THEME, PARTNER]) {
      axis
      values {
        value {
          label
        }
        count
      }
    }
  }
  activity(id: $activity) {
    code
    title
    actions {
      totalCount
      basisCounts {
        basis
        count
      }
    }
  }
}
`,S=`# Which actions are worded nearly alike?
# Pairs of actions that may be one and the same, the most alike first, each with a score from 0 to 1 and the reason. They
# are kept apart until a person decides.
query NearDuplicates {
  links(where: { relations: [SIMILAR_TO] }, orderBy: [{ score: DESC }]) {
    totalCount
    edges {
      node {
        score
        note
        from {
          title
        }
        to {
          title
        }
      }
    }
  }
}
`,C=`# What was worked out rather than read, and waits for a person's eye?
# Links on the ground INFERRED: computed, such as a footnote's reference resolved by its words. None of them has been
# confirmed or rejected yet.
query Unreviewed {
  links(where: { basis: [INFERRED] }) {
    totalCount
    edges {
      node {
        id
        relation
        note
        from {
          kind
          title
        }
        to {
          kind
          title
        }
        evidence {
          row
          line
          quote
        }
      }
    }
  }
}
`,w=`# Who are the partners, and which priorities do they work for?
# Partners by the number of priorities that their actions and activities serve. via shows the two links that join a
# partner to a priority.
query Partners {
  partners(orderBy: [{ priorities: { count: DESC } }, { title: ASC }]) {
    totalCount
    nodes {
      title
      type
      priorities {
        totalCount
        edges {
          node {
            code
            title
          }
          basis
          via {
            relation
            from {
              title
            }
          }
        }
      }
    }
  }
}
`,T=`# Where exactly does the document say it?
# Everything known of the actions that match: each place where the action was read, as repaired and as printed, and every
# link it has, with its own evidence.
query Evidence($words: String!) {
  actions(where: { title: { contains: $words } }) {
    nodes {
      title
      evidence {
        document
        row
        column
        line
        lastLine
        quote
        asPrinted
      }
      links {
        totalCount
        edges {
          outgoing
          node {
            kind
            title
          }
          link {
            relation
            basis
            evidence {
              line
              quote
            }
          }
        }
      }
    }
  }
}
`,E=`# How do I narrow an answer down?
# Conditions can follow links: some, none and every ask about what is linked, count about how many there are. and, or and
# not join them.
query Filters {
  peopleInTheFirstHalf: actions(
    where: {
      themes: { some: { title: { eq: "People" } } }
      schedule: { in: [{ year: "2022/23", quarter: 1 }, { year: "2022/23", quarter: 2 }] }
    }
  ) {
    ...Titles
  }
  sharedWithoutPartner: actions(where: { partners: { none: {} }, priorities: { count: { gte: 2 } } }) {
    ...Titles
  }
  prioritiesWithManyActions: priorities(
    where: { actions: { count: { gt: 5 } } }
    orderBy: [{ actions: { count: DESC } }]
  ) {
    nodes {
      code
      title
      actions {
        totalCount
      }
    }
  }
  librariesOrMuseums: actions(
    where: { or: [{ title: { contains: "librar" } }, { title: { contains: "museum" } }], not: { schedule: { unprofiled: true } } }
    orderBy: [{ start: ASC }, { title: ASC }]
  ) {
    ...Titles
  }
}

fragment Titles on ActionConnection {
  totalCount
  nodes {
    title
  }
}
`,D=`{
  "priority": "priority:4",
  "theme": "theme:people"
}
`,O=`{
  "quarter": { "year": "2022/23", "quarter": 1 }
}
`,k=`{
  "activity": "activity:3.1",
  "theme": "theme:people"
}
`,A=`{
  "words": "social prescribing"
}
`,j=`{
  "priority": "priority:4"
}
`,M=`{
  "words": "digital skills"
}
`,N=`{
  "quarter": { "year": "2022/23", "quarter": 1 }
}
`,P=`{
  "activity": "activity:3.1"
}
`,F=`{
  "words": "Banbury Library"
}
`,I=Object.assign({"../questions/01-shared-actions.graphql":oe,"../questions/02-partnership-actions.graphql":se,"../questions/03-matrix.graphql":ce,"../questions/04-coverage-gaps.graphql":le,"../questions/05-why-aligned.graphql":g,"../questions/06-actions-and-themes.graphql":_,"../questions/07-golden-thread.graphql":v,"../questions/08-search.graphql":y,"../questions/09-quarter.graphql":b,"../questions/10-figures.graphql":x,"../questions/11-near-duplicates.graphql":S,"../questions/12-unreviewed.graphql":C,"../questions/13-partners.graphql":w,"../questions/14-evidence.graphql":T,"../questions/15-filters.graphql":E}),L=Object.assign({"../questions/03-matrix.json":D,"../questions/04-coverage-gaps.json":O,"../questions/05-why-aligned.json":k,"../questions/06-actions-and-themes.json":A,"../questions/07-golden-thread.json":j,"../questions/08-search.json":M,"../questions/09-quarter.json":N,"../questions/10-figures.json":P,"../questions/14-evidence.json":F}),R=Object.keys(I).sort().map(e=>{let t=I[e]??``,[n=``,...r]=z(t);return{title:n,explanation:r.join(` `).trim(),query:t,variables:L[e.replace(/graphql$/,`json`)]??``}});function z(e){let t=e.split(`
`),n=t.findIndex(e=>!e.startsWith(`#`));return t.slice(0,n).map(e=>e.replace(/^#\s*/,``))}function B(){let e=t(e=>e.tabs),n=t(e=>e.activeTabIndex),{moveTab:r,changeTab:i}=s();function a(t){let n=t.filter(t=>!e.some(e=>V(e,t)));n.length>0&&r([...e,...n.map(H)])}function o(t){let n=e.findIndex(e=>V(e,t));a([t]),i(n<0?e.length:n)}function c(t){let r=e[n];return r!==void 0&&V(r,t)}return{add:a,open:o,inFront:c}}function V(e,{query:t,variables:n}){return(e.query??``).trim()===t.trim()&&(e.variables??``).trim()===n.trim()}function H({query:e,variables:t}){let n=Array.from(crypto.getRandomValues(new Uint32Array(4)),e=>e.toString(16)).join(`-`),r=/^(?!#).*(?:query|mutation)\s+(\w+)/m.exec(e)?.[1]??null;return{id:n,hash:[e,t,``].join(`|`),title:r??`<untitled>`,query:e,variables:t,headers:null,operationName:r,response:null}}var U=u(),W={title:`Questions`,icon:de,content:ue};function ue(){let{add:e,open:t,inFront:n}=B();return(0,U.jsxs)(`section`,{className:`questions`,"aria-label":`Questions`,children:[(0,U.jsx)(`h2`,{children:`Questions`}),(0,U.jsx)(`p`,{children:`Choose one, then run it with the round button or Ctrl-Enter. Change it as you like.`}),(0,U.jsx)(`ol`,{children:R.map(e=>(0,U.jsxs)(`li`,{className:n(e)?`in-front`:void 0,children:[(0,U.jsx)(`button`,{type:`button`,"aria-current":n(e),onClick:()=>t(e),children:e.title}),n(e)&&(0,U.jsx)(`p`,{children:e.explanation})]},e.title))}),(0,U.jsx)(d,{type:`button`,onClick:()=>e(R),children:`Restore the example questions`})]})}function de(e){return(0,U.jsxs)(`svg`,{viewBox:`0 0 24 24`,height:`1em`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,...e,children:[(0,U.jsx)(`circle`,{cx:`12`,cy:`12`,r:`10`}),(0,U.jsx)(`path`,{d:`M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.1M12 17v.1`})]})}var G=e(i(),1),K=`#q=`,fe=2e5;async function pe({query:e,variables:t}){let n=await J(new TextEncoder().encode(JSON.stringify({query:e,variables:t})),new CompressionStream(`deflate-raw`));return location.href.replace(/[?#].*$/,``)+K+ge(n)}async function me(){if(location.hash.startsWith(K))return he(location.hash.slice(3));let e=new URLSearchParams(location.search),t=e.get(`query`);return t===null?null:{query:t,variables:e.get(`variables`)??``}}function q(){history.replaceState(null,``,location.pathname)}async function he(e){let t=Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),n=new TextDecoder(`utf-8`,{fatal:!0}).decode(await J(t,new DecompressionStream(`deflate-raw`))),{query:r,variables:i=``}=JSON.parse(n);if(typeof r!=`string`||typeof i!=`string`)throw TypeError(`the link carries no question`);return{query:r,variables:i}}async function J(e,t){let n=new Blob([e]).stream().pipeThrough(t).getReader(),r=[],i=0;for(let e=await n.read();!e.done;e=await n.read())if(r.push(e.value),i+=e.value.length,i>fe)throw await n.cancel(),RangeError(`the question is too long for a link`);return new Uint8Array(await new Blob(r).arrayBuffer())}function ge(e){let t=Array.from(e,e=>String.fromCharCode(e)).join(``);return btoa(t).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``)}function _e(){let e=t(e=>e.queryEditor),n=t(e=>e.variableEditor),[r,i]=(0,G.useState)(null);async function a(){let t;try{t=await pe({query:e?.getValue()??``,variables:n?.getValue()??``})}catch(e){i({text:`No link: ${Z(e)}.`});return}try{await navigator.clipboard.writeText(t),i({text:`The link to this question is copied.`})}catch{i({text:`Copy the link to this question:`,link:t})}}return(0,U.jsxs)(U.Fragment,{children:[(0,U.jsx)(te,{label:`Copy a link to this question`,onClick:a,children:(0,U.jsx)(ve,{})}),(0,U.jsx)(X,{outcome:r,onClose:()=>i(null)})]})}function Y(){let e=t(e=>!!(e.queryEditor&&e.variableEditor)),{open:n}=B(),[r,i]=(0,G.useState)(null),a=(0,G.useEffectEvent)(async()=>{try{let e=await me();e&&(q(),o(e))}catch(e){q(),i({text:`The link carries no question that can be read (${Z(e)}). Was it cut short?`})}}),o=(0,G.useEffectEvent)(n);return(0,G.useEffect)(()=>{if(!e)return;let t=()=>void a();return t(),window.addEventListener(`hashchange`,t),()=>window.removeEventListener(`hashchange`,t)},[e]),(0,U.jsx)(X,{outcome:r,onClose:()=>i(null)})}function X({outcome:e,onClose:t}){let n=(0,G.useRef)(null);return(0,G.useEffect)(()=>n.current?.select(),[e]),(0,U.jsx)(`div`,{role:`status`,children:e&&(0,U.jsxs)(`div`,{className:`notice`,children:[(0,U.jsx)(`span`,{children:e.text}),e.link&&(0,U.jsx)(`input`,{ref:n,readOnly:!0,value:e.link,"aria-label":`Link to this question`}),(0,U.jsx)(`button`,{type:`button`,onClick:t,children:`Close`})]})})}function ve(){return(0,U.jsx)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,"aria-hidden":`true`,children:(0,U.jsx)(`path`,{d:`M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.7 1.7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.7-1.7`})})}function Z(e){return e instanceof Error?e.message:String(e)}function ye(){let e=t(e=>e.queryEditor);return(0,G.useEffect)(()=>e?.updateOptions({wordWrap:`on`}),[e]),null}var be=[W,ee],Q=matchMedia(`(min-width: 60rem)`).matches;function xe(){return(0,U.jsxs)(f,{fetcher:re,defaultTabs:R.map(({query:e,variables:t})=>({query:e,variables:t,headers:null})),plugins:be,visiblePlugin:Q?W:void 0,defaultEditorToolsVisibility:Q?`variables`:void 0,inputValueDeprecation:!0,schemaDescription:!0,children:[(0,U.jsx)(f.Logo,{children:(0,U.jsx)(`span`,{})}),(0,U.jsx)(f.Toolbar,{children:({prettify:e,copy:t,merge:n})=>(0,U.jsxs)(U.Fragment,{children:[(0,U.jsx)(_e,{}),e,n,t]})}),(0,U.jsx)(Y,{}),(0,U.jsx)(ye,{})]})}var $=document.getElementById(`playground`);if(!$)throw Error(`index.html has no element with the ID playground`);(0,p.createRoot)($).render((0,U.jsx)(xe,{}));