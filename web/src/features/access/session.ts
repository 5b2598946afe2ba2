import { api } from '@/api/client'
import { Refused, take } from '@/api/problem'
import { me, remember, type Me } from './me'

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
