// The unified social credit code: 18 characters, the last of which checks the others (GB 32100).
const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export function usccFits(code: string): boolean {
  const values = [...code.trim().toUpperCase()].map((letter) => letters.indexOf(letter))
  if (values.length !== 18 || values.includes(-1)) return false
  let weight = 1
  let sum = 0
  for (const value of values.slice(0, 17)) {
    sum += value * weight
    weight = weight * 3 % 31
  }
  return values[17] === (31 - sum % 31) % 31
}

/** What is sent of the two fields, and what is wrong with them. */
export function usccOf(code: string, override: string) {
  const typed = code.trim().toUpperCase()
  if (!typed) return {}
  return usccFits(typed) ? { uscc: typed } : { uscc: typed, uscc_override: override.trim() }
}
export function usccWrong(code: string, override: string): 'uscc' | 'uscc_override' | null {
  const typed = code.trim()
  if (!typed || usccFits(typed)) return null
  if (typed.length !== 18) return 'uscc'
  return override.trim() ? null : 'uscc_override'
}
