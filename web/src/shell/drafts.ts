import { onScopeDispose, reactive, watch } from 'vue'
import { keep, keptJson, keysUnder } from '@/keep'

// What somebody has written and not yet sent outlives a closed page, a lost session, an empty
// battery. Signing out takes it away: the next one at a counter's PC shall not read it.
const head = 'lastmile.draft.'

type Draft = Record<string, unknown>
const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A form's fields, as they were left; `drop` when they are sent or given up. */
export function useDraft<T extends object>(name: string, fresh: () => T) {
  const key = head + name
  const left = keptJson(key, isDraft)
  // Only what the form still has: a draft of an older version brings no strangers in.
  const known = Object.fromEntries(Object.entries(left ?? {})
    .filter(([field]) => field in fresh()))
  const draft = reactive({ ...fresh(), ...known }) as T
  let timer: ReturnType<typeof setTimeout> | undefined

  const save = () => {
    clearTimeout(timer)
    timer = undefined
    keep(key, JSON.stringify(draft))
  }
  const stop = watch(draft, () => {
    timer ??= setTimeout(save, 300)
  }, { deep: true })
  onScopeDispose(() => { if (timer) save() })

  function drop() {
    stop()
    clearTimeout(timer)
    timer = undefined
    keep(key, null)
  }
  return { draft, drop, found: left !== null }
}

export function dropAllDrafts() {
  for (const key of keysUnder(head)) keep(key, null)
}
