import { ref, shallowRef } from 'vue'
import { refusedBy, type Problem } from '@/api/problem'

// The one pipeline of every form: check here, send once, show what must change.
export interface Wrong {
  field?: string | undefined
  text: string
}

/**
 * `check` names each field that is wrong; only when none is does `send` run. Bad fields the server
 * names are shown at the control whose id is the last part of their path.
 */
export function useForm(check: () => Wrong[], send: () => Promise<void>) {
  const wrongs = shallowRef<Wrong[]>([])
  const busy = ref(false)

  async function submit() {
    if (busy.value) return
    wrongs.value = check()
    if (wrongs.value.length > 0) return
    busy.value = true
    try {
      await send()
    } catch (thrown) {
      wrongs.value = wrongsOf(refusedBy(thrown))
    } finally {
      busy.value = false
    }
  }

  const wrongAt = (field: string) => wrongs.value.find((wrong) => wrong.field === field)?.text
  return { wrongs, wrongAt, busy, submit }
}

export function wrongsOf(problem: Problem): Wrong[] {
  if (problem.fields.length === 0) return [{ text: problem.text }]
  return problem.fields.map(({ path, text }) => ({
    field: path.split('/').pop() || undefined,
    text,
  }))
}
