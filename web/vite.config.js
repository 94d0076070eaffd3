import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { thirdParty } from './build/third-party.js';

const notices = thirdParty('THIRD_PARTY.txt');

// The output is committed and embedded in the Go binary: it must come out the same, byte for byte, on every machine,
// and must work at any path, so that every URL in it is relative.
export default defineConfig({
  base: './',
  // GraphiQL does not export its themes, which ours start from.
  resolve: { alias: { 'graphiql-constants': fileURLToPath(new URL('node_modules/@graphiql/react/dist/constants.js', import.meta.url)) } },
  plugins: [notices.page],
  worker: { format: 'es', plugins: () => [notices.worker] },
  server: { proxy: Object.fromEntries(['/graphql', '/schema.graphqls'].map((path) => [path, 'http://127.0.0.1:8080'])) },
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // "use client" is a mark for servers that render; there is none here.
      onLog(level, log, report) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
      // The contents are in the name, so that the server may let browsers keep these files for ever.
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        // Packages apart from our own code, so that a changed question renews one small file and not Monaco's 3 MB too.
        codeSplitting: { groups: [{ name: 'packages', test: /node_modules/, tags: ['$initial'] }] },
      },
    },
  },
});
