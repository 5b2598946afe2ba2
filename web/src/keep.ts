// What this browser keeps between visits. A browser may refuse (private mode, full): then it lasts
// for this visit, and nothing else breaks.
const here = new Map<string, string>()

export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? here.get(key) ?? null
  } catch {
    return here.get(key) ?? null
  }
}

export function keep(key: string, text: string | null) {
  if (text === null) here.delete(key)
  else here.set(key, text)
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch { /* it stays in `here` */ }
}

/** What was kept as JSON, or null where there is none or it is not what it was. */
export function keptJson<T>(key: string, isIt: (value: unknown) => value is T): T | null {
  const text = kept(key)
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isIt(value) ? value : null
  } catch {
    return null
  }
}

/** The keys of all that is kept under this head. */
export function keysUnder(head: string): string[] {
  const keys = new Set(here.keys())
  try {
    for (const key of Object.keys(localStorage)) keys.add(key)
  } catch { /* those of this visit */ }
  return [...keys].filter((key) => key.startsWith(head))
}
