import { ref, watchEffect } from 'vue'
import { lang, speak, type Lang } from '@/words'
import { keep, kept } from '@/keep'
import { me } from '@/features/access/me'

// How somebody reads: language, letter size and light. This browser remembers it, and the server
// too for who is signed in, so that each of their devices has it.
type Step = 0 | 1 | 2 | 3 // 0 is the standard type, 1 to 3 are 22, 26 and 30 px

export type Scheme = 'auto' | 'light' | 'dark' // auto: as the device has it

export const step = ref<Step>(0)
export const scheme = ref<Scheme>('auto')

watchEffect(() => {
  const root = document.documentElement
  if (step.value === 0) {
    delete root.dataset.type
    delete root.dataset.step
  } else {
    root.dataset.type = 'large'
    root.dataset.step = String(step.value)
  }
  root.dataset.scheme = scheme.value
}, { flush: 'sync' })

export type Choice = 'lang' | 'type_step' | 'scheme' | 'key_maps'

/** What was chosen here and is not yet kept for the person: before they sign in, without a
    network. */
export const unsaved = 'lastmile.unsaved'

export function chosen(what: Choice) {
  keep(unsaved, `${kept(unsaved) ?? ''} ${what}`)
  if (me.value) void import('./my_prefs').then(({ saveChoices }) => saveChoices()).catch(() => null)
}

export function setStep(next: number) {
  step.value = Math.min(3, Math.max(0, next)) as Step
  keep('lastmile.type', String(step.value))
  chosen('type_step')
}

export function setScheme(next: Scheme) {
  scheme.value = next
  keep('lastmile.scheme', next)
  chosen('scheme')
}

export async function chooseLang(next: Lang) {
  await speak(next)
  keep('lastmile.lang', next)
  chosen('lang')
}

export function otherLang(): Lang {
  return lang.value === 'zh' ? 'en' : 'zh'
}

/** Takes up what this browser chose before, else what it asks for. */
export async function recall() {
  const type = Number(kept('lastmile.type'))
  if (type >= 1 && type <= 3) step.value = Math.round(type) as Step
  scheme.value = (kept('lastmile.scheme') ?? 'auto') as Scheme // the style knows what it can be
  const known = kept('lastmile.lang')
  const asked = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)) ?? 'zh'
  const wanted = known === 'zh' || known === 'en' ? known : asked.slice(0, 2).toLowerCase()
  await speak(wanted === 'en' ? 'en' : 'zh').catch(() => speak('zh'))
}
