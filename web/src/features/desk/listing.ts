import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { refusedBy, type Problem } from '@/api/problem'

// A list that comes in pieces: the first one, more of it, and what went wrong. A later question
// overtakes an earlier one.
export interface Piece<Row> { items: Row[]; next?: string | undefined }

export interface Listing<Row> {
  rows: ShallowRef<Row[]>
  next: Ref<string | undefined>
  waiting: Ref<boolean>
  busy: Ref<boolean>
  problem: ShallowRef<Problem | null>
  load: () => Promise<void>
  more: () => Promise<void>
}

export function useListing<Row>(fetch: (cursor?: string) => Promise<Piece<Row>>): Listing<Row> {
  const rows = shallowRef<Row[]>([])
  const next = ref<string | undefined>()
  const waiting = ref(true)
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  let asked = 0

  async function take(cursor?: string) {
    const mine = ++asked
    problem.value = null
    busy.value = true
    try {
      const piece = await fetch(cursor)
      if (mine !== asked) return
      rows.value = cursor ? [...rows.value, ...piece.items] : piece.items
      next.value = piece.next || undefined
    } catch (thrown) {
      if (mine === asked) problem.value = refusedBy(thrown)
    } finally {
      if (mine === asked) {
        busy.value = false
        waiting.value = false
      }
    }
  }
  return { rows, next, waiting, busy, problem, load: () => take(), more: () => take(next.value) }
}
