// Ends a build: draws the icons, stamps the service worker, and packs every text file of dist/
// beside itself (.gz, .br): the server sends the packed bytes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { writeIcons } from './icons.mjs'
import { stampWorker } from './worker.mjs'

const folder = new URL('../dist/', import.meta.url)
const dist = folder.pathname
const packable = /\.(html|js|css|svg|json|txt|webmanifest)$/

writeIcons(folder)
stampWorker(folder)
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !packable.test(entry.name)) continue
  const path = join(entry.parentPath, entry.name)
  if (path.includes('/.vite/')) continue
  const plain = readFileSync(path)
  const gzip = gzipSync(plain, { level: 9 })
  const brotli = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  })
  if (gzip.length < plain.length) writeFileSync(`${path}.gz`, gzip)
  if (brotli.length < plain.length) writeFileSync(`${path}.br`, brotli)
}
