import { ref, watchEffect } from 'vue'
import { lang, speak, type Lang } from '@/words'

// What this browser remembers of its reader: language and letter size. Nothing leaves the browser.
type Step = 0 | 1 | 2 | 3 // 0 is the standard type, 1 to 3 are 22, 26 and 30 px

const store = {
  get(key: string): string | null {
    try { return localStorage.getItem(key) } catch { return null }
  },
  set(key: string, value: string) {
    try { localStorage.setItem(key, value) } catch { /* private mode: it lasts for this visit */ }
  },
}

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
  store.set('lastmile.type', String(step.value))
}

export async function chooseLang(next: Lang) {
  await speak(next)
  store.set('lastmile.lang', next)
}

export function otherLang(): Lang {
  return lang.value === 'zh' ? 'en' : 'zh'
}

/** Takes up what this browser chose before, else what it asks for. */
export async function recall() {
  const type = Number(store.get('lastmile.type'))
  if (type >= 1 && type <= 3) step.value = Math.round(type) as Step
  const known = store.get('lastmile.lang')
  const asked = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag)) ?? 'zh'
  const wanted = known === 'zh' || known === 'en' ? known : asked.slice(0, 2).toLowerCase()
  await speak(wanted === 'en' ? 'en' : 'zh').catch(() => speak('zh'))
}
