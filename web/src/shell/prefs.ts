import { ref, watchEffect } from 'vue'
import { lang, speak, type Lang } from '@/words'
import { keep, kept } from '@/keep'

// What this browser remembers of its reader: language and letter size. Nothing leaves the browser.
type Step = 0 | 1 | 2 | 3 // 0 is the standard type, 1 to 3 are 22, 26 and 30 px

export const step = ref<Step>(0)

watchEffect(() => {
  const root = document.documentElement
  if (step.value === 0) {
    delete root.dataset.type
    delete root.dataset.step
  } else {
    root.dataset.type = 'large'
    root.dataset.step = String(step.value)
  }
}, { flush: 'sync' })

export function setStep(next: number) {
  step.value = Math.min(3, Math.max(0, next)) as Step
  keep('lastmile.type', String(step.value))
}

export async function chooseLang(next: Lang) {
  await speak(next)
  keep('lastmile.lang', next)
}

export function otherLang(): Lang {
  return lang.value === 'zh' ? 'en' : 'zh'
}

/** Takes up what this browser chose before, else what it asks for. */
export async function recall() {
  const type = Number(kept('lastmile.type'))
  if (type >= 1 && type <= 3) step.value = Math.round(type) as Step
  const known = kept('lastmile.lang')
  const asked = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)) ?? 'zh'
  const wanted = known === 'zh' || known === 'en' ? known : asked.slice(0, 2).toLowerCase()
  await speak(wanted === 'en' ? 'en' : 'zh').catch(() => speak('zh'))
}
