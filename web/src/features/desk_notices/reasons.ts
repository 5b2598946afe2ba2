import type { Sending } from './desk_notices'
import { t, type Key } from './words'

// What the program itself says stood in the way (src/notices), in the reader's words; what the
// other side said is shown as it said it.
const own: [said: string, key: Key][] = [
  ['too late to be of use', 'said.late'],
  ['as many were sent today', 'said.cap'],
  ['the program was stopped', 'said.stopped'],
  ['restored from a backup', 'said.restored'],
  ['the webhook is switched off', 'said.hookOff'],
  ['the webhook was switched off', 'said.hookOff'],
  ['nothing goes out by this way', 'said.wayOff'],
]
export function reasonOf({ said, state }: Pick<Sending, 'said' | 'state'>): string {
  const known = own.find(([begin]) => said.startsWith(begin))
  if (known) return t(known[1])
  return said || (state === 'expired' ? t('said.late') : '')
}
