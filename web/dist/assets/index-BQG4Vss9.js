import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{_r as t,c as n,d as r,f as i,gr as a,h as o,hr as s,l as ee,m as te,mr as ne,n as c,o as l,p as re,r as u,s as ie,t as d,vr as ae}from"./packages-DqjksJJ3.js";(function(){let e=document.createElement(`link`).relList;if(e&&e.supports&&e.supports(`modulepreload`))return;for(let e of document.querySelectorAll(`link[rel="modulepreload"]`))n(e);new MutationObserver(e=>{for(let t of e)if(t.type===`childList`)for(let e of t.addedNodes)e.tagName===`LINK`&&e.rel===`modulepreload`&&n(e)}).observe(document,{childList:!0,subtree:!0});function t(e){let t={};return e.integrity&&(t.integrity=e.integrity),e.referrerPolicy&&(t.referrerPolicy=e.referrerPolicy),t.credentials=e.crossOrigin===`use-credentials`?`include`:e.crossOrigin===`anonymous`?`omit`:`same-origin`,t}function n(e){if(e.ep)return;e.ep=!0;let n=t(e);fetch(e.href,n)}})(),self.MonacoEnvironment={getWorker(e,n){switch(n){case`json`:return new t;case`graphql`:return new a;default:return new ae}}};var oe=u(),f=new URL(`graphql`,document.baseURI).href,se=({query:e,variables:t,operationName:n},r)=>({subscribe(i){let a=new AbortController;return ce(JSON.stringify({query:e,variables:t,operationName:le(e,n)}),r?.headers??{},a.signal).then(e=>{a.signal.aborted||(i.next(e),i.complete())}),{unsubscribe:()=>a.abort()}}});async function ce(e,t,n){let r;try{r=await fetch(f,{method:`POST`,headers:{"Content-Type":`application/json`,Accept:`application/graphql-response+json, application/json`,...t},body:e,signal:n})}catch{return p(`The server at ${f} cannot be reached. Is "goldenthread serve" still running?`)}let i=await r.text().catch(()=>``);try{let e=JSON.parse(i);if(typeof e==`object`&&e&&(`data`in e||`errors`in e))return e}catch{}return p(`${f} answered ${`${r.status} ${r.statusText}`.trim()}, which is not a GraphQL answer. Is something standing between this page and the server?`)}function p(e){return{errors:[new re(e)]}}function le(e,t){try{let t=r(e).definitions.filter(e=>e.kind===i.OPERATION_DEFINITION);if(t.length===1)return t[0]?.name?.value}catch{}return t??void 0}var ue=`# Which actions serve several priorities?
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
`,de=`# What is all our partnership work, and why does each action count as such?
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
`,fe=`# How do the priorities line up with the strategy's themes?
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
`,pe=`# Which priorities have no action, and why?
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
`,m=`# Why is this work aligned with that theme?
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
`,h=`# Which themes does an action come under, and by which promises?
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
`,g=`# What is the golden thread of one priority?
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
`,_=`# Where does the plan speak of digital skills?
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
`,v=`# What is due in one quarter?
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
`,y=`# How is the work spread, and how firm is what we know?
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
`,b=`# Which actions are worded nearly alike?
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
`,x=`# What was worked out rather than read, and waits for a person's eye?
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
`,S=`# Who are the partners, and which priorities do they work for?
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
`,C=`# Where exactly does the document say it?
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
`,w=`# How do I narrow an answer down?
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
`,T=`{
  "priority": "priority:4",
  "theme": "theme:people"
}
`,E=`{
  "quarter": { "year": "2022/23", "quarter": 1 }
}
`,D=`{
  "activity": "activity:3.1",
  "theme": "theme:people"
}
`,O=`{
  "words": "social prescribing"
}
`,k=`{
  "priority": "priority:4"
}
`,A=`{
  "words": "digital skills"
}
`,j=`{
  "quarter": { "year": "2022/23", "quarter": 1 }
}
`,M=`{
  "activity": "activity:3.1"
}
`,N=`{
  "words": "Banbury Library"
}
`,P=Object.assign({"../questions/01-shared-actions.graphql":ue,"../questions/02-partnership-actions.graphql":de,"../questions/03-matrix.graphql":fe,"../questions/04-coverage-gaps.graphql":pe,"../questions/05-why-aligned.graphql":m,"../questions/06-actions-and-themes.graphql":h,"../questions/07-golden-thread.graphql":g,"../questions/08-search.graphql":_,"../questions/09-quarter.graphql":v,"../questions/10-figures.graphql":y,"../questions/11-near-duplicates.graphql":b,"../questions/12-unreviewed.graphql":x,"../questions/13-partners.graphql":S,"../questions/14-evidence.graphql":C,"../questions/15-filters.graphql":w}),F=Object.assign({"../questions/03-matrix.json":T,"../questions/04-coverage-gaps.json":E,"../questions/05-why-aligned.json":D,"../questions/06-actions-and-themes.json":O,"../questions/07-golden-thread.json":k,"../questions/08-search.json":A,"../questions/09-quarter.json":j,"../questions/10-figures.json":M,"../questions/14-evidence.json":N}),I=Object.keys(P).sort().map(e=>{let t=P[e]??``,[n=``,...r]=L(t);return{title:n,explanation:r.join(` `).trim(),query:t,variables:F[e.replace(/graphql$/,`json`)]??``}});function L(e){let t=e.split(`
`),n=t.findIndex(e=>!e.startsWith(`#`));return t.slice(0,n).map(e=>e.replace(/^#\s*/,``))}function R(){let e=n(e=>e.tabs),t=n(e=>e.activeTabIndex),{moveTab:r,changeTab:i}=ee();function a(t){let n=t.filter(t=>!e.some(e=>z(e,t)));n.length>0&&r([...e,...n.map(B)])}function o(t){let n=e.findIndex(e=>z(e,t));a([t]),i(n<0?e.length:n)}function s(n){let r=e[t];return r!==void 0&&z(r,n)}return{add:a,open:o,inFront:s}}function z(e,{query:t,variables:n}){return(e.query??``).trim()===t.trim()&&(e.variables??``).trim()===n.trim()}function B({query:e,variables:t}){let n=Array.from(crypto.getRandomValues(new Uint32Array(4)),e=>e.toString(16)).join(`-`),r=/^(?!#).*(?:query|mutation)\s+(\w+)/m.exec(e)?.[1]??null;return{id:n,hash:[e,t,``].join(`|`),title:r??`<untitled>`,query:e,variables:t,headers:null,operationName:r,response:null}}var V=s(),H={title:`Questions`,icon:he,content:me};function me(){let{add:e,open:t,inFront:n}=R();return(0,V.jsxs)(`section`,{className:`questions`,"aria-label":`Questions`,children:[(0,V.jsx)(`h2`,{children:`Questions`}),(0,V.jsx)(`p`,{children:`Choose one, then run it with the round button or Ctrl-Enter. Change it as you like.`}),(0,V.jsx)(`ol`,{children:I.map(e=>(0,V.jsxs)(`li`,{className:n(e)?`in-front`:void 0,children:[(0,V.jsx)(`button`,{type:`button`,"aria-current":n(e),onClick:()=>t(e),children:e.title}),n(e)&&(0,V.jsx)(`p`,{children:e.explanation})]},e.title))}),(0,V.jsx)(ie,{type:`button`,onClick:()=>e(I),children:`Restore the example questions`})]})}function he(e){return(0,V.jsxs)(`svg`,{viewBox:`0 0 24 24`,height:`1em`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,...e,children:[(0,V.jsx)(`circle`,{cx:`12`,cy:`12`,r:`10`}),(0,V.jsx)(`path`,{d:`M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.1M12 17v.1`})]})}var U=e(ne(),1),W=`#q=`,ge=2e5;async function _e({query:e,variables:t}){let n=await K(new TextEncoder().encode(JSON.stringify({query:e,variables:t})),new CompressionStream(`deflate-raw`));return location.href.replace(/[?#].*$/,``)+W+be(n)}async function ve(){if(location.hash.startsWith(W))return ye(location.hash.slice(3));let e=new URLSearchParams(location.search),t=e.get(`query`);return t===null?null:{query:t,variables:e.get(`variables`)??``}}function G(){history.replaceState(null,``,location.pathname)}async function ye(e){let t=Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),n=new TextDecoder(`utf-8`,{fatal:!0}).decode(await K(t,new DecompressionStream(`deflate-raw`))),{query:r,variables:i=``}=JSON.parse(n);if(typeof r!=`string`||typeof i!=`string`)throw TypeError(`the link carries no question`);return{query:r,variables:i}}async function K(e,t){let n=new Blob([e]).stream().pipeThrough(t).getReader(),r=[],i=0;for(let e=await n.read();!e.done;e=await n.read())if(r.push(e.value),i+=e.value.length,i>ge)throw await n.cancel(),RangeError(`the question is too long for a link`);return new Uint8Array(await new Blob(r).arrayBuffer())}function be(e){let t=Array.from(e,e=>String.fromCharCode(e)).join(``);return btoa(t).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``)}function xe(){let e=n(e=>e.queryEditor),t=n(e=>e.variableEditor),[r,i]=(0,U.useState)(null);async function a(){let n;try{n=await _e({query:e?.getValue()??``,variables:t?.getValue()??``})}catch(e){i({text:`No link: ${J(e)}.`});return}try{await navigator.clipboard.writeText(n),i({text:`The link to this question is copied.`})}catch{i({text:`Copy the link to this question:`,link:n})}}return(0,V.jsxs)(V.Fragment,{children:[(0,V.jsx)(l,{label:`Copy a link to this question`,onClick:a,children:(0,V.jsx)(Ce,{})}),(0,V.jsx)(q,{outcome:r,onClose:()=>i(null)})]})}function Se(){let e=n(e=>!!(e.queryEditor&&e.variableEditor)),{open:t}=R(),[r,i]=(0,U.useState)(null),a=(0,U.useEffectEvent)(async()=>{try{let e=await ve();e&&(G(),o(e))}catch(e){G(),i({text:`The link carries no question that can be read (${J(e)}). Was it cut short?`})}}),o=(0,U.useEffectEvent)(t);return(0,U.useEffect)(()=>{if(!e)return;let t=()=>void a();return t(),window.addEventListener(`hashchange`,t),()=>window.removeEventListener(`hashchange`,t)},[e]),(0,V.jsx)(q,{outcome:r,onClose:()=>i(null)})}function q({outcome:e,onClose:t}){let n=(0,U.useRef)(null);return(0,U.useEffect)(()=>n.current?.select(),[e]),(0,V.jsx)(`div`,{role:`status`,children:e&&(0,V.jsxs)(`div`,{className:`notice`,children:[(0,V.jsx)(`span`,{children:e.text}),e.link&&(0,V.jsx)(`input`,{ref:n,readOnly:!0,value:e.link,"aria-label":`Link to this question`}),(0,V.jsx)(`button`,{type:`button`,onClick:t,children:`Close`})]})})}function Ce(){return(0,V.jsx)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,"aria-hidden":`true`,children:(0,V.jsx)(`path`,{d:`M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.7 1.7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.7-1.7`})})}function J(e){return e instanceof Error?e.message:String(e)}var Y={dark:`goldenthread-dark`,light:`goldenthread-light`},we={dark:{comment:`8fc07c`,annotation:`ee9a9a`,invalid:`ff8f8f`,keyword:`7cbcf0`,regexp:`d99fc6`,"variable.predefined":`9db4f0`},light:{annotation:`616161`,comment:`006b00`,number:`056b47`,type:`006666`}};function X(e){let t=o[e],n=Object.entries(we[e]).map(([e,t])=>({token:e,foreground:t}));return{...t,rules:[...t.rules,...n]}}function Te(){let e=te(e=>e.monaco);return(0,U.useLayoutEffect)(()=>{e&&(e.editor.defineTheme(Y.dark,X(`dark`)),e.editor.defineTheme(Y.light,X(`light`)))},[e]),null}function Z(){let e=n(e=>e.queryEditor);return(0,U.useEffect)(()=>e?.updateOptions({wordWrap:`on`}),[e]),null}var Ee=[H,c],Q=matchMedia(`(min-width: 60rem)`).matches;function De(){return(0,V.jsxs)(d,{fetcher:se,editorTheme:Y,defaultTabs:I.map(({query:e,variables:t})=>({query:e,variables:t,headers:null})),plugins:Ee,visiblePlugin:Q?H:void 0,defaultEditorToolsVisibility:Q?`variables`:void 0,inputValueDeprecation:!0,schemaDescription:!0,children:[(0,V.jsx)(d.Logo,{children:(0,V.jsx)(`span`,{})}),(0,V.jsx)(d.Toolbar,{children:({prettify:e,copy:t,merge:n})=>(0,V.jsxs)(V.Fragment,{children:[(0,V.jsx)(xe,{}),e,n,t]})}),(0,V.jsx)(Se,{}),(0,V.jsx)(Z,{}),(0,V.jsx)(Te,{})]})}var $=document.getElementById(`playground`);if(!$)throw Error(`index.html has no element with the ID playground`);(0,oe.createRoot)($).render((0,V.jsx)(De,{}));