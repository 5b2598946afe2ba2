/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// Old phones stay in use for years: styles are lowered to these browsers (see docs/adr).
const oldest = ['chrome87', 'safari14', 'firefox91']

// What every page needs travels in one file, what nearly every page needs in another: few larger
// files pack better, and need fewer journeys, than many of half a kilobyte.
const every = [
  /node_modules.(@vue|vue|vue-router)./,
  /src.(words.(index|zh)|keep|ui.Icon|shell.prefs|features.access.me)[.]/,
]
const kit = [
  /src.api.(client|problem)[.]/,
  /src.ui.(form|format|days|toasts|Button|Field|ErrorSummary|Fetched|Notice|Choices|Check)[.]/,
  /src.ui.(Facts|StateTag)[.]/,
]
const among = (files: RegExp[]) => (id: string) => files.some((file) => file.test(id))

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
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'every', test: among(every), priority: 2 },
            { name: 'kit', test: among(kit), priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
  test: {
    environment: 'happy-dom',
    pool: 'threads',
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/setup.spec-env.ts'],
  },
})
