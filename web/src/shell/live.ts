import { onScopeDispose, shallowRef } from 'vue'

// One stream of events for all windows of this browser: HTTP/1.1 gives a browser six connections
// to a server, and each stream holds one for good. The windows agree on one that listens and tells
// the others; where they cannot talk to each other, each listens for itself. While nothing can be
// heard, whoever follows is asked to look again every fifteen seconds.
export interface LiveEvent { kind: string; subject: string; at: string; seq: number }
/** `null`: something may have happened that was not heard. */
export type Heard = (event: LiveEvent | null) => void
export type LiveState = 'off' | 'live' | 'lost'

const lease = 5_000 // ms after which a silent window no longer leads
const beat = 2_000
const poll = 15_000
const place = 'lastmile.live'

type Saying =
  | { says: 'event'; event: LiveEvent }
  | { says: 'gap' }
  | { says: 'state'; state: LiveState }
  | { says: 'wants'; topics: string[] }
type Note = Saying & { from: string }

export function makeLive() {
  const own = Math.random().toString(36).slice(2)
  const state = shallowRef<LiveState>('off')
  const followers = new Map<Heard, string[]>()
  // What other windows want, while this one leads, and when they said so.
  const others = new Map<string, { topics: string[]; at: number }>()
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(place)
  let stream: EventSource | null = null
  let asked = ''
  let timers: ReturnType<typeof setInterval>[] = []

  const tell = (event: LiveEvent | null) => {
    for (const [heard, topics] of followers) {
      if (event && !topics.some((topic) => matches(event, topic))) continue
      heard(event)
    }
  }
  const post = (saying: Saying) => { channel?.postMessage({ ...saying, from: own }) }
  const gap = () => {
    tell(null)
    post({ says: 'gap' })
  }
  const become = (next: LiveState) => {
    if (next === 'live' && state.value === 'lost') tell(null)
    state.value = next
  }
  const lead = (next: LiveState) => {
    become(next)
    post({ says: 'state', state: next })
  }
  const wanted = () => [...new Set([...followers.values()].flat())].sort()

  function leads(): boolean {
    if (!channel) return true
    const [leader, until] = (read() ?? '').split(' ')
    if (leader && leader !== own && Number(until) > Date.now()) return false
    write(`${own} ${Date.now() + lease}`)
    return read()?.startsWith(own) ?? true
  }

  function listen() {
    for (const [window, { at }] of others) if (Date.now() - at > lease) others.delete(window)
    const theirs = [...others.values()].flatMap((other) => other.topics)
    const topics = [...new Set([...wanted(), ...theirs])].sort().join(',')
    if (stream && topics === asked) return
    hangUp()
    asked = topics
    if (topics === '') return
    stream = new EventSource(`/v1/events?topics=${encodeURIComponent(topics)}`)
    stream.onopen = () => { lead('live') }
    stream.onerror = () => { lead('lost') }
    stream.addEventListener('reset', gap)
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as LiveEvent
      tell(event)
      post({ says: 'event', event })
    }
  }

  function hangUp() {
    stream?.close()
    stream = null
    asked = ''
  }

  function pulse() {
    if (leads()) {
      listen()
      return
    }
    hangUp()
    others.clear()
    post({ says: 'wants', topics: wanted() })
  }

  function hear({ data: note }: MessageEvent<Note>) {
    if (note.says === 'event') tell(note.event)
    else if (note.says === 'gap') tell(null)
    else if (note.says === 'state') become(note.state)
    else if (note.says === 'wants' && stream) {
      others.set(note.from, { topics: note.topics, at: Date.now() })
      listen()
    }
  }
  channel?.addEventListener('message', hear)

  function start() {
    pulse()
    timers = [
      setInterval(pulse, beat),
      setInterval(() => { if (state.value !== 'live') tell(null) }, poll),
    ]
  }
  function stop() {
    for (const timer of timers) clearInterval(timer)
    timers = []
    if (read()?.startsWith(own)) write('')
    hangUp()
    state.value = 'off'
  }

  /** Follows these topics until the answer is called. */
  function follow(topics: string[], heard: Heard): () => void {
    followers.set(heard, topics)
    if (followers.size === 1 && timers.length === 0) start()
    else pulse()
    return () => {
      followers.delete(heard)
      if (followers.size === 0) stop()
      else pulse()
    }
  }
  function close() {
    stop()
    channel?.close()
  }
  return { state, follow, close }
}

/** A topic is the first words of kinds, a whole kind, or a subject's id: as the server has it. */
function matches(event: LiveEvent, topic: string): boolean {
  return event.kind === topic || event.kind.startsWith(`${topic}_`) || event.subject === topic
}

const read = () => {
  try { return localStorage.getItem(place) } catch { return null }
}
const write = (text: string) => {
  try { localStorage.setItem(place, text) } catch { /* private mode: every window leads */ }
}

const shared = makeLive()
export const liveState = shared.state

/** Follows while the component stands. */
export function useLive(topics: string[], heard: Heard) {
  onScopeDispose(shared.follow(topics, heard))
}
