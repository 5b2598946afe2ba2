import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startWorker, update, watchPieces } from './worker'

class Known extends EventTarget {
  waiting: { postMessage: (said: unknown) => void } | null = null
  installing: EventTarget | null = null
  update = vi.fn(() => Promise.resolve())
}
class Container extends EventTarget {
  known = new Known()
  controller: object | null = {}
  kept = vi.fn()
  register = vi.fn(() => Promise.resolve(this.known))
  ready = Promise.resolve({ active: { postMessage: this.kept } })
}
const start = (container: Container, reload = vi.fn()) => startWorker(
  container as unknown as ServiceWorkerContainer, reload).then(() => reload)
const next = (container: Container) => {
  const postMessage = vi.fn()
  container.known.installing = new EventTarget()
  container.known.dispatchEvent(new Event('updatefound'))
  container.known.waiting = { postMessage }
  container.known.installing.dispatchEvent(new Event('statechange'))
  return postMessage
}

beforeEach(() => { update.value = null })

describe('the service worker', () => {
  it('is told what came before it stood', async () => {
    const container = new Container()
    await start(container)
    expect(container.register).toHaveBeenCalledWith('/sw.js')
    expect(container.kept).toHaveBeenCalledWith({ says: 'keep', paths: expect.any(Array) as string[] })
  })

  it('offers a newer version, and takes it up only when asked', async () => {
    const container = new Container()
    const reload = await start(container)
    const told = next(container)
    expect(told).not.toHaveBeenCalled()
    update.value?.()
    expect(told).toHaveBeenCalledWith({ says: 'take-over' })
    container.dispatchEvent(new Event('controllerchange'))
    expect(reload).toHaveBeenCalledOnce()
  })

  it('reloads nobody who did not ask: another window did', async () => {
    const container = new Container()
    const reload = await start(container)
    container.dispatchEvent(new Event('controllerchange'))
    expect(reload).not.toHaveBeenCalled()
    update.value?.()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('begins to guard without a word on the first visit', async () => {
    const container = new Container()
    container.controller = null
    const reload = await start(container)
    container.dispatchEvent(new Event('controllerchange'))
    expect([reload.mock.calls.length, update.value]).toEqual([0, null])
  })

  it('offers a reload when a piece of this version is gone', () => {
    watchPieces()
    dispatchEvent(new Event('vite:preloadError'))
    expect(update.value).not.toBeNull()
  })
})
