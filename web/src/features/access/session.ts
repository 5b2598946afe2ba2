import { shallowRef } from 'vue'
import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import type { components } from '@/api/schema'

// Who is signed in. The session itself is a cookie that no script can read.
export type Me = components['schemas']['Me']

export const me = shallowRef<Me | null>(null)

// Remembers only that somebody signed in here, so that visitors cost the server no question.
const hint = 'lastmile.signed-in'

function remember(somebody: boolean) {
  try {
    if (somebody) localStorage.setItem(hint, 'yes')
    else localStorage.removeItem(hint)
  } catch { /* private mode: each page asks when it needs to know */ }
}

/** At the start of a visit: who is still signed in from the last one. */
export async function resume(): Promise<void> {
  let known = false
  try { known = localStorage.getItem(hint) !== null } catch { /* as above */ }
  if (known) await whoAmI().catch(() => null)
}

/** Asks the server who this is; null when nobody is signed in. */
export async function whoAmI(): Promise<Me | null> {
  try {
    me.value = await take(api.GET('/v1/me'))
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.problem.status !== 401) throw thrown
    me.value = null
  }
  remember(me.value !== null)
  return me.value
}

export async function signOut(): Promise<void> {
  await take(api.POST('/v1/sign-out'))
  me.value = null
  remember(false)
}

/** What the device list will call this browser. */
export function deviceName(agent = navigator.userAgent): string {
  const browser = [
    [/MicroMessenger/, '微信'], [/HuaweiBrowser/, 'Huawei'], [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari'],
  ].find(([pattern]) => (pattern as RegExp).test(agent))?.[1] ?? 'Browser'
  const machine = [
    [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/OpenHarmony|HarmonyOS/, 'HarmonyOS'],
    [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/Linux/, 'Linux'],
  ].find(([pattern]) => (pattern as RegExp).test(agent))?.[1]
  return machine ? `${browser as string} · ${machine as string}` : (browser as string)
}
