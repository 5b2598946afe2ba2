import { shallowRef } from 'vue'
import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import type { IconName } from '@/ui/icons'
import { lang } from '@/words'

// What can be asked for, in both languages; fetched once a visit.
export type Category = components['schemas']['needs.Category']

const all = shallowRef<readonly Category[]>([])
let underWay: Promise<void> | null = null

export async function loadCategories(): Promise<readonly Category[]> {
  underWay ??= take(api.GET('/v1/categories'))
    .then((page) => { all.value = page.items.filter((each) => each.counts_hours) })
    .catch((thrown: unknown) => {
      underWay = null
      throw thrown
    })
  await underWay
  return all.value
}

/** In the reader's language; the code while they have not come. */
export function categoryName(code: string): string {
  const found = all.value.find((each) => each.code === code)
  if (!found) return code
  return lang.value === 'en' ? found.name_en : found.name_zh
}

/** What is asked for most, as pictures; all others stand in the list beneath. */
export const common: readonly { code: string; icon: IconName }[] = [
  { code: '0406', icon: 'wrench' },
  { code: '0405', icon: 'bag' },
  { code: '0606', icon: 'heart' },
  { code: '0401', icon: 'person' },
  { code: '0203', icon: 'handset' },
  { code: '0701', icon: 'book' },
  { code: '1001', icon: 'chat' },
  { code: '0801', icon: 'shield' },
]
