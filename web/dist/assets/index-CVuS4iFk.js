import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{_ as t,_r as n,br as r,c as i,f as a,g as o,gr as s,h as ee,i as c,l,m as te,n as u,p as d,r as ne,s as re,t as ie,u as ae,vr as oe,yr as se}from"./packages-CyTEQyoJ.js";(function(){let e=document.createElement(`link`).relList;if(e&&e.supports&&e.supports(`modulepreload`))return;for(let e of document.querySelectorAll(`link[rel="modulepreload"]`))n(e);new MutationObserver(e=>{for(let t of e)if(t.type===`childList`)for(let e of t.addedNodes)e.tagName===`LINK`&&e.rel===`modulepreload`&&n(e)}).observe(document,{childList:!0,subtree:!0});function t(e){let t={};return e.integrity&&(t.integrity=e.integrity),e.referrerPolicy&&(t.referrerPolicy=e.referrerPolicy),t.credentials=e.crossOrigin===`use-credentials`?`include`:e.crossOrigin===`anonymous`?`omit`:`same-origin`,t}function n(e){if(e.ep)return;e.ep=!0;let n=t(e);fetch(e.href,n)}})(),self.MonacoEnvironment={getWorker(e,t){switch(t){case`json`:return new se;case`graphql`:return new oe;default:return new r}}};var ce=c(),f=new URL(`graphql`,document.baseURI).href,le=({query:e,variables:t,operationName:n},r)=>({subscribe(i){let a=fe(e,n),o={query:e,variables:t,operationName:a?a.name?.value:n??void 0};if(a?.operation===te.SUBSCRIPTION)return ue(o,r?.headers??{},i);let s=new AbortController;return de(JSON.stringify(o),r?.headers??{},s.signal).then(e=>{s.signal.aborted||(i.next(e),i.complete())}),{unsubscribe:()=>s.abort()}}});function ue(e,t,n){let r=ie({url:f,headers:t,retryAttempts:0}),i=r.subscribe(e,{next:e=>n.next(e),error(){n.next(p("The server no longer sends events. Run the subscription again; with `since` it goes on where it was cut.")),n.complete()},complete:()=>n.complete()});return{unsubscribe(){i(),r.dispose()}}}async function de(e,t,n){let r;try{r=await fetch(f,{method:`POST`,headers:{"Content-Type":`application/json`,Accept:`application/graphql-response+json, application/json`,...t},body:e,signal:n})}catch{return p(`The server at ${f} cannot be reached. Is "goldenthread serve" still running?`)}let i=await r.text().catch(()=>``);try{let e=JSON.parse(i);if(typeof e==`object`&&e&&(`data`in e||`errors`in e))return e}catch{}return p(`${f} answered ${`${r.status} ${r.statusText}`.trim()}, which is not a GraphQL answer. Is something standing between this page and the server?`)}function p(e){return{errors:[new ee(e)]}}function fe(e,t){try{let n=a(e).definitions.filter(e=>e.kind===d.OPERATION_DEFINITION);return n.length===1?n[0]:n.find(e=>e.name?.value===t)}catch{return}}var pe=`# Which actions serve several priorities?
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
`,me=`# What is all our partnership work, and why does each action count as such?
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
`,he=`# How do the priorities line up with the strategy's themes?
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
`,m=`# Which priorities have no action, and why?
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
`,h=`# Why is this work aligned with that theme?
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
`,g=`# Which themes does an action come under, and by which promises?
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
`,_=`# What is the golden thread of one priority?
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
`,v=`# Where does the plan speak of digital skills?
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
`,y=`# What is due in one quarter?
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
`,b=`# How is the work spread, and how firm is what we know?
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
`,x=`# Which actions are worded nearly alike?
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
`,S=`# What was worked out rather than read, and waits for a person's eye?
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
`,C=`# Who are the partners, and which priorities do they work for?
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
`,w=`# Where exactly does the document say it?
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
`,T=`# How do I narrow an answer down?
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
`,E=`{
  "priority": "priority:4",
  "theme": "theme:people"
}
`,D=`{
  "quarter": { "year": "2022/23", "quarter": 1 }
}
`,O=`{
  "activity": "activity:3.1",
  "theme": "theme:people"
}
`,k=`{
  "words": "social prescribing"
}
`,A=`{
  "priority": "priority:4"
}
`,j=`{
  "words": "digital skills"
}
`,M=`{
  "quarter": { "year": "2022/23", "quarter": 1 }
}
`,N=`{
  "activity": "activity:3.1"
}
`,P=`{
  "words": "Banbury Library"
}
`,F=Object.assign({"../questions/01-shared-actions.graphql":pe,"../questions/02-partnership-actions.graphql":me,"../questions/03-matrix.graphql":he,"../questions/04-coverage-gaps.graphql":m,"../questions/05-why-aligned.graphql":h,"../questions/06-actions-and-themes.graphql":g,"../questions/07-golden-thread.graphql":_,"../questions/08-search.graphql":v,"../questions/09-quarter.graphql":y,"../questions/10-figures.graphql":b,"../questions/11-near-duplicates.graphql":x,"../questions/12-unreviewed.graphql":S,"../questions/13-partners.graphql":C,"../questions/14-evidence.graphql":w,"../questions/15-filters.graphql":T}),I=Object.assign({"../questions/03-matrix.json":E,"../questions/04-coverage-gaps.json":D,"../questions/05-why-aligned.json":O,"../questions/06-actions-and-themes.json":k,"../questions/07-golden-thread.json":A,"../questions/08-search.json":j,"../questions/09-quarter.json":M,"../questions/10-figures.json":N,"../questions/14-evidence.json":P}),L=Object.keys(F).sort().map(e=>{let t=F[e]??``,[n=``,...r]=R(t);return{title:n,explanation:r.join(` `).trim(),query:t,variables:I[e.replace(/graphql$/,`json`)]??``}});function R(e){let t=e.split(`
`),n=t.findIndex(e=>!e.startsWith(`#`));return t.slice(0,n).map(e=>e.replace(/^#\s*/,``))}function z(){let e=l(e=>e.tabs),t=l(e=>e.activeTabIndex),{moveTab:n,changeTab:r}=ae();function i(t){let r=t.filter(t=>!e.some(e=>B(e,t)));r.length>0&&n([...e,...r.map(ge)])}function a(t){let n=e.findIndex(e=>B(e,t));i([t]),r(n<0?e.length:n)}function o(n){let r=e[t];return r!==void 0&&B(r,n)}return{add:i,open:a,inFront:o}}function B(e,{query:t,variables:n}){return(e.query??``).trim()===t.trim()&&(e.variables??``).trim()===n.trim()}function ge({query:e,variables:t}){let n=Array.from(crypto.getRandomValues(new Uint32Array(4)),e=>e.toString(16)).join(`-`),r=/^(?!#).*(?:query|mutation)\s+(\w+)/m.exec(e)?.[1]??null;return{id:n,hash:[e,t,``].join(`|`),title:r??`<untitled>`,query:e,variables:t,headers:null,operationName:r,response:null}}var V=n(),H={title:`Questions`,icon:ve,content:_e};function _e(){let{add:e,open:t,inFront:n}=z();return(0,V.jsxs)(`section`,{className:`questions`,"aria-label":`Questions`,children:[(0,V.jsx)(`h2`,{children:`Questions`}),(0,V.jsx)(`p`,{children:`Choose one, then run it with the round button or Ctrl-Enter. Change it as you like.`}),(0,V.jsx)(`ol`,{children:L.map(e=>(0,V.jsxs)(`li`,{className:n(e)?`in-front`:void 0,children:[(0,V.jsx)(`button`,{type:`button`,"aria-current":n(e),onClick:()=>t(e),children:e.title}),n(e)&&(0,V.jsx)(`p`,{children:e.explanation})]},e.title))}),(0,V.jsx)(i,{type:`button`,onClick:()=>e(L),children:`Restore the example questions`})]})}function ve(e){return(0,V.jsxs)(`svg`,{viewBox:`0 0 24 24`,height:`1em`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,...e,children:[(0,V.jsx)(`circle`,{cx:`12`,cy:`12`,r:`10`}),(0,V.jsx)(`path`,{d:`M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.1M12 17v.1`})]})}var U=e(s(),1),W=`#q=`,ye=2e5;async function be({query:e,variables:t}){let n=await K(new TextEncoder().encode(JSON.stringify({query:e,variables:t})),new CompressionStream(`deflate-raw`));return location.href.replace(/[?#].*$/,``)+W+Ce(n)}async function xe(){if(location.hash.startsWith(W))return Se(location.hash.slice(3));let e=new URLSearchParams(location.search),t=e.get(`query`);return t===null?null:{query:t,variables:e.get(`variables`)??``}}function G(){history.replaceState(null,``,location.pathname)}async function Se(e){let t=Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),n=new TextDecoder(`utf-8`,{fatal:!0}).decode(await K(t,new DecompressionStream(`deflate-raw`))),{query:r,variables:i=``}=JSON.parse(n);if(typeof r!=`string`||typeof i!=`string`)throw TypeError(`the link carries no question`);return{query:r,variables:i}}async function K(e,t){let n=new Blob([e]).stream().pipeThrough(t).getReader(),r=[],i=0;for(let e=await n.read();!e.done;e=await n.read())if(r.push(e.value),i+=e.value.length,i>ye)throw await n.cancel(),RangeError(`the question is too long for a link`);return new Uint8Array(await new Blob(r).arrayBuffer())}function Ce(e){let t=Array.from(e,e=>String.fromCharCode(e)).join(``);return btoa(t).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``)}function we(){let e=l(e=>e.queryEditor),t=l(e=>e.variableEditor),[n,r]=(0,U.useState)(null);async function i(){let n;try{n=await be({query:e?.getValue()??``,variables:t?.getValue()??``})}catch(e){r({text:`No link: ${Y(e)}.`});return}try{await navigator.clipboard.writeText(n),r({text:`The link to this question is copied.`})}catch{r({text:`Copy the link to this question:`,link:n})}}return(0,V.jsxs)(V.Fragment,{children:[(0,V.jsx)(re,{label:`Copy a link to this question`,onClick:i,children:(0,V.jsx)(J,{})}),(0,V.jsx)(q,{outcome:n,onClose:()=>r(null)})]})}function Te(){let e=l(e=>!!(e.queryEditor&&e.variableEditor)),{open:t}=z(),[n,r]=(0,U.useState)(null),i=(0,U.useEffectEvent)(async()=>{try{let e=await xe();e&&(G(),a(e))}catch(e){G(),r({text:`The link carries no question that can be read (${Y(e)}). Was it cut short?`})}}),a=(0,U.useEffectEvent)(t);return(0,U.useEffect)(()=>{if(!e)return;let t=()=>void i();return t(),window.addEventListener(`hashchange`,t),()=>window.removeEventListener(`hashchange`,t)},[e]),(0,V.jsx)(q,{outcome:n,onClose:()=>r(null)})}function q({outcome:e,onClose:t}){let n=(0,U.useRef)(null);return(0,U.useEffect)(()=>n.current?.select(),[e]),(0,V.jsx)(`div`,{role:`status`,children:e&&(0,V.jsxs)(`div`,{className:`notice`,children:[(0,V.jsx)(`span`,{children:e.text}),e.link&&(0,V.jsx)(`input`,{ref:n,readOnly:!0,value:e.link,"aria-label":`Link to this question`}),(0,V.jsx)(`button`,{type:`button`,onClick:t,children:`Close`})]})})}function J(){return(0,V.jsx)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,"aria-hidden":`true`,children:(0,V.jsx)(`path`,{d:`M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.7 1.7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.7-1.7`})})}function Y(e){return e instanceof Error?e.message:String(e)}var X={dark:`goldenthread-dark`,light:`goldenthread-light`},Ee={dark:{comment:`8fc07c`,annotation:`ee9a9a`,invalid:`ff8f8f`,keyword:`7cbcf0`,regexp:`d99fc6`,"variable.predefined":`9db4f0`},light:{annotation:`616161`,comment:`006b00`,number:`056b47`,type:`006666`}};function Z(e){let n=t[e],r=Object.entries(Ee[e]).map(([e,t])=>({token:e,foreground:t}));return{...n,rules:[...n.rules,...r]}}function De(){let e=o(e=>e.monaco);return(0,U.useLayoutEffect)(()=>{e&&(e.editor.defineTheme(X.dark,Z(`dark`)),e.editor.defineTheme(X.light,Z(`light`)))},[e]),null}function Oe(){let e=l(e=>e.queryEditor);return(0,U.useEffect)(()=>e?.updateOptions({wordWrap:`on`}),[e]),null}var ke=[H,ne],Q=matchMedia(`(min-width: 60rem)`).matches;function Ae(){return(0,V.jsxs)(u,{fetcher:le,editorTheme:X,defaultTabs:L.map(({query:e,variables:t})=>({query:e,variables:t,headers:null})),plugins:ke,visiblePlugin:Q?H:void 0,defaultEditorToolsVisibility:Q?`variables`:void 0,inputValueDeprecation:!0,schemaDescription:!0,children:[(0,V.jsx)(u.Logo,{children:(0,V.jsx)(`span`,{})}),(0,V.jsx)(u.Toolbar,{children:({prettify:e,copy:t,merge:n})=>(0,V.jsxs)(V.Fragment,{children:[(0,V.jsx)(we,{}),e,n,t]})}),(0,V.jsx)(Te,{}),(0,V.jsx)(Oe,{}),(0,V.jsx)(De,{})]})}var $=document.getElementById(`playground`);if(!$)throw Error(`index.html has no element with the ID playground`);(0,ce.createRoot)($).render((0,V.jsx)(Ae,{}));