import { shallowRef } from 'vue'

// The service worker (public/sw.js) opens the app without a network. Here it is started, told what
// came before it stood, and asked for a newer one; a page never changes under its reader's hands.

/** Takes up the newer version when there is one. */
export const update = shallowRef<(() => void) | null>(null)

const hour = 3600_000

export async function startWorker(
  container: ServiceWorkerContainer = navigator.serviceWorker, reload = () => { location.reload() },
) {
  const known = await container.register('/sw.js')
  let pressed = false
  let guarded = container.controller !== null
  const offer = () => {
    const next = known.waiting
    if (!next || !container.controller) return
    update.value = () => {
      pressed = true
      next.postMessage({ says: 'take-over' })
    }
  }
  known.addEventListener('updatefound', () => {
    known.installing?.addEventListener('statechange', offer)
  })
  container.addEventListener('controllerchange', () => {
    // The first one only begins to guard. Another window took up a newer one: this one says so.
    if (pressed) reload()
    else if (guarded) update.value = reload
    guarded = true
  })
  offer()

  let asked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - asked < hour) return
    asked = Date.now()
    void known.update().catch(() => undefined) // without a network there is none
  })
  const { active } = await container.ready
  active?.postMessage({ says: 'keep', paths: loadedFiles() })
}

/** What this page has loaded so far, the worker not yet listening. */
export function loadedFiles(): string[] {
  const urls = performance.getEntriesByType('resource').map(({ name }) => new URL(name))
  return [...new Set(urls.filter(({ origin }) => origin === location.origin)
    .map(({ pathname }) => pathname))]
}

/** A piece of this version is gone from the server: only a reload brings pieces that fit. */
export function watchPieces() {
  addEventListener('vite:preloadError', () => {
    if (navigator.onLine) update.value ??= () => { location.reload() }
  })
}
