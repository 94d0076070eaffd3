import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|notice|copying|third-?party-?notices?)(\.(md|txt))?$/i;

/**
 * Two Vite plugins, one for the page and one for its workers, which note the packages that really go into the bundle
 * and write their licences to fileName. A package without a licence fails the build.
 */
export function thirdParty(fileName) {
  const roots = new Set();
  const note = (_code, id) => {
    const root = packageRoot(id);
    if (root) roots.add(root);
    return null;
  };
  return {
    worker: { name: 'third-party-worker', transform: note },
    page: {
      name: 'third-party',
      transform: note,
      generateBundle() {
        this.emitFile({ type: 'asset', fileName, source: notices([...roots]) });
      },
    },
  };
}

function packageRoot(id) {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];
}

function notices(roots) {
  const packages = roots.map(describe).sort((a, b) => (a.heading < b.heading ? -1 : 1));
  const intro = 'The playground contains these packages, each under its own licence.\n';
  return [intro, ...packages.map(({ heading, text }) => `${'='.repeat(80)}\n${heading}\n\n${text}\n`)].join('\n');
}

function describe(root) {
  const { name, version, license, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name}@${version} names no licence, and must not be bundled`);
  const files = readdirSync(root).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = files.map((file) => readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return {
    heading: [`${name} ${version} (${license})`, homepage].filter(Boolean).join('\n'),
    text: texts.join('\n\n') || `(The package carries no licence text beyond its declaration: ${license}.)`,
  };
}
