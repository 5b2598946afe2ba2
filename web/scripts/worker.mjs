// Writes into dist/sw.js which version this is, and the files a check-in without a network needs:
// with them a phone opens its task, the scanner and the list of what waits, even just after an
// update that nobody has looked at yet.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const pages = [
  'index.html', 'src/features/home/HomePage.vue', 'src/features/dispatch/TasksPage.vue',
  'src/features/dispatch/TaskPage.vue', 'src/features/attendance/CheckInPage.vue',
  'src/features/outbox/OutboxPage.vue', 'src/features/asking/AskPage.vue',
]
// Beneath them are other pages, which are kept when they are looked at, and the map.
const elsewhere = /Page\.vue$|desk_routes\.ts$|TaskMap\.vue$/

export function filesFor(manifest, keys) {
  const files = new Set()
  const seen = new Set()
  const walk = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    const chunk = manifest[key]
    if (!chunk) throw new Error(`the manifest names no ${key}`)
    for (const file of [chunk.file, ...chunk.css ?? [], ...chunk.assets ?? []]) files.add(`/${file}`)
    for (const next of chunk.imports ?? []) walk(next)
    for (const next of chunk.dynamicImports ?? []) if (!elsewhere.test(next)) walk(next)
  }
  keys.forEach(walk)
  return [...files].filter((file) => file.startsWith('/assets/')).sort()
}

export function stampWorker(dist) {
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
  const door = filesFor(manifest, pages)
  const place = new URL('sw.js', dist)
  const plain = readFileSync(place, 'utf8')
  // The page names the scripts it starts with, and they name all others, each by its content.
  const version = createHash('sha256').update(readFileSync(new URL('index.html', dist)))
    .update(door.join()).update(plain).digest('hex').slice(0, 12)
  const stamped = plain.replace("const version = 'unbuilt'", `const version = '${version}'`)
    .replace('const door = []', `const door = ${JSON.stringify(door)}`)
  if (!stamped.includes(version) || !stamped.includes('/assets/')) {
    throw new Error('public/sw.js has lost the lines that are written anew here')
  }
  writeFileSync(place, stamped)
}
