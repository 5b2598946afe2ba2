import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeLive, type LiveEvent } from './live'

// Two windows of one browser: they share the store and a channel, and each has its own stream.
class Stream {
  static all: Stream[] = []
  static open = () => Stream.all.filter((stream) => !stream.closed)
  closed = false
  onopen = () => undefined
  onerror = () => undefined
  onmessage: (message: { data: string }) => void = () => undefined
  resets: (() => void)[] = []
  constructor(readonly url: string) { Stream.all.push(this) }
  addEventListener(_: string, hear: () => void) { this.resets.push(hear) }
  close() { this.closed = true }
  get topics() { return new URL(this.url, 'http://x').searchParams.get('topics') }
  say(event: LiveEvent) { this.onmessage({ data: JSON.stringify(event) }) }
}
class Channel {
  static all: Channel[] = []
  hear: (message: { data: unknown }) => void = () => undefined
  constructor() { Channel.all.push(this) }
  addEventListener(_: string, hear: (message: { data: unknown }) => void) { this.hear = hear }
  postMessage(data: unknown) {
    for (const other of Channel.all) if (other !== this) other.hear({ data })
  }
  close() { Channel.all = Channel.all.filter((other) => other !== this) }
}

const asked: LiveEvent = { kind: 'need_asked', subject: 'n1', at: '', seq: 1 }
let windows: ReturnType<typeof makeLive>[] = []
const open = () => {
  const live = makeLive()
  windows.push(live)
  return live
}
const stream = () => Stream.open()[0] as Stream

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
  vi.stubGlobal('BroadcastChannel', Channel)
  localStorage.clear()
})
afterEach(() => {
  for (const live of windows) live.close()
  windows = []
  Stream.all = []
  Channel.all = []
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('one window', () => {
  it('hears what it follows, and nothing else', () => {
    const live = open()
    const heard = vi.fn()
    live.follow(['need', 'p7'], heard)
    expect(stream().topics).toBe('need,p7')
    stream().say(asked)
    stream().say({ ...asked, kind: 'needless' })
    stream().say({ ...asked, kind: 'profile_changed', subject: 'p7' })
    expect(heard.mock.calls.map(([event]) => (event as LiveEvent).kind))
      .toEqual(['need_asked', 'profile_changed'])
  })

  it('asks anew only when it follows something else, and hangs up when it follows nothing', () => {
    const live = open()
    const leave = live.follow(['need'], vi.fn())
    const leaveToo = live.follow(['need'], vi.fn())
    expect(Stream.all).toHaveLength(1)
    live.follow(['offer'], vi.fn())()
    expect(Stream.all).toHaveLength(3)
    leave()
    leaveToo()
    expect(Stream.open()).toHaveLength(0)
    expect(live.state.value).toBe('off')
  })

  it('looks again after a gap, and every fifteen seconds while it hears nothing', () => {
    const live = open()
    const heard = vi.fn()
    live.follow(['need'], heard)
    stream().onopen()
    vi.advanceTimersByTime(60_000)
    expect(heard).not.toHaveBeenCalled()
    stream().resets[0]?.()
    expect(heard).toHaveBeenLastCalledWith(null)
    stream().onerror()
    expect(live.state.value).toBe('lost')
    vi.advanceTimersByTime(30_000)
    expect(heard).toHaveBeenCalledTimes(3)
    stream().onopen()
    expect(heard).toHaveBeenCalledTimes(4)
  })

  it('listens for itself where windows cannot talk to each other', () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    open().follow(['need'], vi.fn())
    open().follow(['need'], vi.fn())
    expect(Stream.open()).toHaveLength(2)
  })
})

describe('two windows', () => {
  it('share one stream, which brings what either wants', () => {
    const heard = [vi.fn(), vi.fn()] as const
    open().follow(['need'], heard[0])
    open().follow(['offer'], heard[1])
    expect(Stream.open()).toHaveLength(1)
    expect(stream().topics).toBe('need,offer')
    stream().say({ ...asked, kind: 'offer_made' })
    expect(heard[0]).not.toHaveBeenCalled()
    expect(heard[1]).toHaveBeenCalledOnce()
  })

  it('go on when the one that listened is closed, also without a word', () => {
    const first = open()
    const heard = vi.fn()
    first.follow(['need'], vi.fn())
    open().follow(['need'], heard)
    first.close()
    vi.advanceTimersByTime(2_000)
    expect(Stream.open()).toHaveLength(1)
    stream().say(asked)
    expect(heard).toHaveBeenCalledWith(asked)
    localStorage.setItem('lastmile.live', `gone ${Date.now() + 5_000}`) // one that crashed leading
    vi.advanceTimersByTime(2_000)
    expect(Stream.open()).toHaveLength(0)
    vi.advanceTimersByTime(6_000)
    expect(Stream.open()).toHaveLength(1)
  })

  it('forget what a window that is gone wanted', () => {
    const second = open()
    open().follow(['need'], vi.fn())
    const leave = second.follow(['offer'], vi.fn())
    expect(stream().topics).toBe('need,offer')
    leave()
    vi.advanceTimersByTime(10_000)
    expect(stream().topics).toBe('need')
  })
})
