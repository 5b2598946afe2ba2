import { ref, watch } from 'vue'
import { me } from '@/features/access/me'
import { scope } from '@/features/desk/scope'
import { siteName } from '@/features/stats/tree'
import { t } from './words'

/** The place that settings are about: what the desk looks at, until another is chosen. */
export function usePlace() {
  const path = ref(scope.value)
  const name = ref('')
  watch(scope, (next) => { path.value = next })
  watch(path, async (now) => {
    if (!now) return
    const found = await siteName(now).catch(() => now)
    if (now === path.value) name.value = found
  }, { immediate: true })
  return { path, name }
}

/** Who set a rule, as far as one may know. */
export function setter(person: string | undefined): string {
  if (!person) return t('settings.program')
  return person === me.value?.id ? t('settings.you') : person.slice(-8)
}
