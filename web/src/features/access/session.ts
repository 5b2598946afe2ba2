import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import { keep, kept, keptJson } from '@/keep'
import { forgetCopies, forgetPerson } from '@/shell/forget'
import { me, remember, type Me } from './me'

// Who was here last: without a network it is still they who check in, and whose tasks are shown.
const last = 'lastmile.me'
const isMe = (value: unknown): value is Me =>
  typeof value === 'object' && value !== null && typeof (value as Me).id === 'string'

/** Asks the server who this is; null when nobody is signed in. Where it cannot be asked it throws,
    and `me` is whoever was here last. */
export async function whoAmI(): Promise<Me | null> {
  try {
    me.value = await take(api.GET('/v1/me'))
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.problem.status !== 401) {
      me.value ??= keptJson(last, isMe)
      throw thrown
    }
    me.value = null
    if (kept(last) !== null) forgetCopies()
  }
  if (me.value && (keptJson(last, isMe)?.id ?? me.value.id) !== me.value.id) forgetPerson()
  keep(last, me.value ? JSON.stringify(me.value) : null)
  remember(me.value !== null)
  if (me.value) void import('@/shell/my_prefs').then(({ meetPrefs }) => meetPrefs()).catch(() => null)
  return me.value
}

/** Without a network too, this device forgets; the session itself ends only where it is told so. */
export async function signOut(): Promise<void> {
  forgetPerson()
  await take(api.POST('/v1/sign-out'))
  keep(last, null)
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
