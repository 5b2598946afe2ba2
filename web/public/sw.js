// Opens the app without a network. It keeps the page, the files named by their content as they are
// fetched, and all that a check-in at a door without a network needs; nothing anybody's session
// may read: of /v1 only the list of what can be asked for, which is public. What a person's own
// pages show without a network, they keep and erase themselves (src/shell/copies.ts).
//
// scripts/worker.mjs writes the next two lines anew in every build, so that a browser sees that
// there is a newer app by this file alone.
const version = 'unbuilt'
const door = []

const head = 'lastmile-'
const own = head + version
const patience = 4000 // ms until a page kept is better than one that does not come
// Files of the root and answers that change under their name: fetched anew where they can be.
const renewed = ['/mark.svg', '/manifest.webmanifest', '/icon-192.png', '/v1/categories']

self.addEventListener('install', (event) => { event.waitUntil(fill()) })
self.addEventListener('activate', (event) => { event.waitUntil(takeOver()) })

async function fill() {
  const cache = await caches.open(own)
  await cache.addAll([new Request('/', { cache: 'reload' }), ...renewed, ...door])
}

/** The version before stays: a window that still runs it may want one of its files. */
async function takeOver() {
  const older = (await caches.keys()).filter((name) => name.startsWith(head) && name !== own)
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)))
  await self.clients.claim()
}

self.addEventListener('message', (event) => {
  const { says, paths } = event.data ?? {}
  if (says === 'take-over') void self.skipWaiting()
  if (says === 'keep' && Array.isArray(paths)) event.waitUntil(keepAll(paths))
})

async function keepAll(paths) {
  const cache = await caches.open(own)
  const wanted = paths.filter((path) => typeof path === 'string' && path.startsWith('/assets/'))
  await Promise.all(wanted.map(async (path) => {
    if (await caches.match(path, { ignoreVary: true })) return
    await cache.add(path).catch(() => undefined) // it is fetched again when it is wanted
  }))
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (!/^\/(v1|debug)(\/|$)/.test(url.pathname)) event.respondWith(page(request))
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(asset(request))
  } else if (renewed.includes(url.pathname)) {
    event.respondWith(newest(request, url.pathname))
  }
})

/** The server's page, which is the newest; the kept one where nobody answers in time. */
async function page(request) {
  const fetched = fetch(request)
  const kept = await caches.match('/', { cacheName: own, ignoreVary: true })
  if (!kept) return fetched
  const late = new Promise((resolve) => { setTimeout(resolve, patience, null) })
  const answer = await Promise.race([fetched, late]).catch(() => null)
  // Whoever stands before the server says that it is away.
  return answer && answer.status < 502 ? answer : kept
}

async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(own)).put(request, answer.clone())
  return answer
}

async function newest(request, path) {
  const cache = await caches.open(own)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(path, answer.clone())
    return answer
  } catch (thrown) {
    const kept = await cache.match(path, { ignoreVary: true })
    if (kept) return kept
    throw thrown
  }
}
