// Where it is, for a map program: an address people read, a point machines do.
interface Point { lat: number; lon: number }

/**
 * Opens whatever map the phone has: geo: (RFC 5870) on most, Apple's own scheme on an iPhone. The
 * words are what it looks for and the point only where: a map that shifts points finds it as well.
 */
export function mapLink(address: string, point?: Point, agent = navigator.userAgent): string {
  const asked = encodeURIComponent(address)
  if (/iPhone|iPad/.test(agent)) return `maps:?q=${asked}`
  return point ? `geo:${point.lat},${point.lon}?q=${asked}` : `geo:0,0?q=${asked}`
}

/** The clipboard exists only over https; elsewhere the old way, which needs a field to mark. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard) return clipboard.writeText(text).then(() => true, () => false)
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}

/** 138 **** 0001: enough to know it again in the list of calls, too little to hand on. */
export function masked(phone: string): string {
  const digits = phone.replace(/^\+86/, '')
  return digits.length < 7 ? digits : `${digits.slice(0, 3)} **** ${digits.slice(-4)}`
}
