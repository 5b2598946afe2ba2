// The size gate: what a browser must fetch before a page works, packed with gzip, against a limit.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const kB = 1000
const limits = { entry: 45 * kB, resident: 65 * kB, staff: 110 * kB, heavy: 260 * kB }
// Pages that only staff open, and pages with charts, may weigh more; every other page may not.
const classes = [
  [/^src\/features\/(wall|analysis)\//, 'heavy'],
  [/^src\/features\/(desk|team|city|partner|admin|kit)\//, 'staff'],
]

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const packed = new Map()

function weight(file) {
  if (!packed.has(file)) {
    packed.set(file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length)
  }
  return packed.get(file)
}

function filesOf(key, seen = new Set(), files = new Set()) {
  if (seen.has(key)) return files
  seen.add(key)
  const chunk = manifest[key]
  if (!chunk) throw new Error(`the manifest names no ${key}`)
  files.add(chunk.file)
  for (const css of chunk.css ?? []) files.add(css)
  for (const next of chunk.imports ?? []) filesOf(next, seen, files)
  return files
}

const sum = (files) => [...files].reduce((total, file) => total + weight(file), 0)
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
if (!entry) throw new Error('the manifest has no entry')
const entryFiles = filesOf(entry)
const rows = [['entry scripts', sum([...entryFiles].filter((f) => f.endsWith('.js'))), limits.entry]]
// Every page is fetched on top of the entry; who reads English also fetches its words.
const lazy = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry)
const pages = lazy.filter((key) => key.endsWith('Page.vue'))
if (pages.length === 0) throw new Error('the manifest has no page')
for (const key of pages) {
  const kind = classes.find(([pattern]) => pattern.test(key))?.[1] ?? 'resident'
  const english = ['src/words/en.ts', 'src/ui/words.en.ts', key.replace(/[^/]+$/, 'words.en.ts')]
    .filter((words) => manifest[words]).map((words) => manifest[words].file)
  const all = new Set([...entryFiles, ...filesOf(key), ...english])
  rows.push([key.replace('src/features/', ''), sum(all), limits[kind]])
}

let heavy = 0
for (const [name, bytes, limit] of rows) {
  const over = bytes > limit
  if (over) heavy += 1
  const show = (n) => `${(n / kB).toFixed(1)} kB`.padStart(9)
  console.log(`${over ? 'OVER' : 'ok  '} ${show(bytes)} of ${show(limit)}  ${name}`)
}
process.exit(heavy ? 1 : 0)
