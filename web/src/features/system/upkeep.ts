import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import { refusedBy, type Problem } from '@/api/problem'
import { say } from '@/ui/toasts'
import { system, upkeep, type System, type Upkeep } from './system'
import { t } from './words'

const every = 2000 // ms, while something is under way

const endOf = (one: Upkeep) => {
  if (one.state === 'failed') return t('upkeep.ended')
  return t(one.kind === 'backup' ? 'upkeep.backedUp' : 'upkeep.verified')
}

/** How the system fares, looked at again while a verification or backup is under way. */
export function useSystem() {
  const now = shallowRef<System | null>(null)
  const waiting = ref(true)
  const problem = shallowRef<Problem | null>(null)
  const asking = ref(false)
  const ended = ref(0) // how many ended while this was looked at
  let timer: ReturnType<typeof setTimeout> | undefined
  const running = computed(() => now.value?.upkeep.running)

  async function load() {
    clearTimeout(timer)
    try {
      now.value = await system()
      problem.value = null
    } catch (thrown) {
      problem.value = refusedBy(thrown)
    }
    waiting.value = false
    if (running.value) timer = setTimeout(() => { void follow() }, every)
  }
  async function follow() {
    const before = running.value
    if (!now.value || !before) return
    try {
      const one = await upkeep(before.id)
      if (one.ended_at) {
        ended.value += 1
        say(endOf(one))
        return await load()
      }
      now.value = { ...now.value, upkeep: { ...now.value.upkeep, running: one } }
    } catch (thrown) {
      refusedBy(thrown) // asked again below
    }
    timer = setTimeout(() => { void follow() }, every)
  }
  async function start(ask: () => Promise<Upkeep>) {
    asking.value = true
    try {
      await ask()
    } catch (thrown) {
      say(refusedBy(thrown).text)
    }
    await load()
    asking.value = false
  }
  onMounted(load)
  onBeforeUnmount(() => { clearTimeout(timer) })
  return { now, waiting, problem, asking, ended, running, load, start }
}
