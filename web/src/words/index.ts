import { shallowRef, type ShallowRef } from 'vue'
import zh from './zh'

// The words on the screens. Chinese is the source and comes with each page; English is fetched when
// somebody reads it. A key that one of them lacks does not compile. A feature keeps its own words
// (features/*/words.ts); those here are everybody's.
export type Key = keyof typeof zh
export type Catalog = Record<Key, string>
export type Lang = 'zh' | 'en'
export type Places = Record<string, string | number>

interface Shelf {
  now: ShallowRef<Record<string, string>>
  zh: Record<string, string>
  fetchEn: () => Promise<{ default: Record<string, string> }>
}

export const lang = shallowRef<Lang>('zh')
const shelves: Shelf[] = []
const underWay = new Set<Promise<void>>()

/** A feature's words: gives the `t` that speaks them, and everybody's words too. `{count}` is
    filled in; `{count|day|days}` is the first word for one, the other for any other number. */
export function words<K extends string>(
  own: Record<K, string>, fetchEn: () => Promise<{ default: Record<K, string> }>,
) {
  const shelf: Shelf = { now: shallowRef(own), zh: own, fetchEn }
  shelves.push(shelf)
  if (lang.value === 'en') {
    const filling: Promise<void> = fill(shelf, 'en').finally(() => underWay.delete(filling))
    underWay.add(filling)
  }
  return (key: K | Key, places: Places = {}): string => {
    const sentence = shelf.now.value[key] ?? common.now.value[key] ?? key
    return sentence.replace(/\{(\w+)(?:\|(.*?)\|(.*?))?\}/g,
      (whole, name: string, one?: string, many?: string) => {
        const given = places[name]
        return String((one === undefined ? given : Number(given) === 1 ? one : many) ?? whole)
      })
  }
}

async function fill(shelf: Shelf, next: Lang) {
  shelf.now.value = next === 'en' ? (await shelf.fetchEn()).default : shelf.zh
}

/** Resolves when the words of every page loaded so far are here: a page waits for it, so that
    nobody sees it in the wrong language first. */
export async function settled(): Promise<void> {
  await Promise.all([...underWay])
}

/** Switches all words at once, after they have arrived. */
export async function speak(next: Lang): Promise<void> {
  if (next === 'en') await Promise.all(shelves.map((shelf) => shelf.fetchEn()))
  await Promise.all(shelves.map((shelf) => fill(shelf, next)))
  lang.value = next
  document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN'
}

/** Everybody's words. */
export const t = words(zh, () => import('./en'))
const common = shelves[0] as Shelf
