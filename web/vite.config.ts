/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// Old phones stay in use for years: styles are lowered to these browsers (see docs/adr).
const oldest = ['chrome87', 'safari14', 'firefox91']

export default defineConfig({
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: oldest,
    cssTarget: oldest,
    manifest: true,
    assetsInlineLimit: 0, // the content security policy allows no data: sources
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
  test: {
    environment: 'happy-dom',
    pool: 'threads',
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/setup.spec-env.ts'],
  },
})
