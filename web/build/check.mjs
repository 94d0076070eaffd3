// Fails unless web/dist is what the sources give, the lock file names no registry, and the test's copy of axe is the
// pinned one. `npm run check` installs the pinned packages first.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const web = fileURLToPath(new URL('..', import.meta.url));
const faults = [];

if (/"resolved":/.test(readFileSync(join(web, 'package-lock.json'), 'utf8'))) {
  faults.push('package-lock.json names a registry: set omit-lockfile-registry-resolved=true and run npm install again');
}

const axe = 'internal/browsertest/testdata/axe.min.js';
if (!same(join(web, '..', axe), join(web, 'node_modules/axe-core/axe.min.js'))) {
  faults.push(`${axe} is not the pinned axe-core: copy it from web/node_modules/axe-core/axe.min.js`);
}

const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
try {
  await build({ root: web, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
  const dist = join(web, 'dist');
  for (const file of new Set([...files(fresh), ...files(dist)])) {
    if (!same(join(fresh, file), join(dist, file))) faults.push(`dist/${file} is not what the sources give`);
  }
} finally {
  rmSync(fresh, { recursive: true });
}

if (faults.length > 0) {
  console.error([...faults, 'To renew web/dist: cd web && npm ci && npm run build, then commit it.'].join('\n'));
  process.exit(1);
}
console.log('web/dist is current');

function files(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function same(a, b) {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}
