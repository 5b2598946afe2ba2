import { ref } from 'vue'
import { api } from '@/api/client'
import { take } from '@/api/problem'

// How many are unread, as last heard: the bell, the list and the title of the window share it.
export const unread = ref(0)

const pause = 3_000 // ms between two questions: staff hear of everybody's notices
let asked = 0
let whose = ''
let later: ReturnType<typeof setTimeout> | undefined

async function ask() {
  asked = Date.now()
  later = undefined
  // Who cannot be reached is asked again at the next event.
  const count = await take(api.GET('/v1/me/notices/count')).catch(() => null)
  if (count) unread.value = count.unread
}

/** Asks how many this person has: at once, or when the last question is old enough. */
export function countAgain(person: string): void {
  if (whose && person !== whose) forgetCount()
  whose = person
  if (later) return
  const wait = Math.max(0, asked + pause - Date.now())
  if (wait === 0) void ask()
  else later = setTimeout(() => { void ask() }, wait)
}

/** Of another person nothing is known. */
export function forgetCount(): void {
  clearTimeout(later)
  later = undefined
  asked = 0
  unread.value = 0
}
