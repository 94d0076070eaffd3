import { defineConfig } from 'vite';

// The built page works at any path and asks no other server than the one it is told.
export default defineConfig({ base: './', build: { target: 'es2022' } });
