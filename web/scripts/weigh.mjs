// The size gate: what a browser must fetch before a page works, packed with gzip, against a limit.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const kB = 1000
const limits =
  { entry: 45 * kB, resident: 65 * kB, staff: 110 * kB, map: 115 * kB, camera: 85 * kB }
// Pages that only staff open may weigh more; every other page may not.
const deskRoutes = readFileSync(new URL('../src/shell/desk_routes.ts', import.meta.url), 'utf8')
const staffPages = new Set([...deskRoutes.matchAll(/import\('@\/([^']+)'\)/g)].map((found) => `src/${found[1]}`))
staffPages.add('src/features/kit/KitPage.vue')

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

// The English that comes with what these files say in Chinese.
function englishOf(files) {
  return Object.values(manifest).filter(({ file }) => files.includes(file))
    .flatMap((chunk) => chunk.dynamicImports ?? []).filter((key) => key.endsWith('.en.ts'))
    .map((key) => manifest[key].file)
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
  const kind = staffPages.has(key) ? 'staff' : 'resident'
  const all = new Set([...entryFiles, ...filesOf(key)])
  for (const file of englishOf([...all])) all.add(file)
  rows.push([key.replace('src/features/', ''), sum(all), limits[kind]])
}
// What comes on top of a page once somebody asks for it: all of it together, with its page.
const parts = {
  map: [
    'src/features/dispatch/TasksPage.vue', 'src/features/map/TasksNear.vue',
    'src/features/map/TaskMap.vue',
  ],
  camera: ['src/features/attendance/CheckInPage.vue', 'src/features/attendance/Scanner.vue'],
}
for (const [name, keys] of Object.entries(parts)) {
  const all = new Set([...entryFiles, ...keys.flatMap((key) => [...filesOf(key)])])
  for (const file of englishOf([...all])) all.add(file)
  // The scanner reads codes in a thread of its own, which is a file of its own.
  const thread = name === 'camera' && lazy.find((key) => key.includes('qr-scanner-worker'))
  if (thread) filesOf(thread).forEach((file) => all.add(file))
  rows.push([`${name} of ${keys[0].replace('src/features/', '')}`, sum(all), limits[name]])
}

let heavy = 0
for (const [name, bytes, limit] of rows) {
  const over = bytes > limit
  if (over) heavy += 1
  const show = (n) => `${(n / kB).toFixed(1)} kB`.padStart(9)
  console.log(`${over ? 'OVER' : 'ok  '} ${show(bytes)} of ${show(limit)}  ${name}`)
}
process.exit(heavy ? 1 : 0)
