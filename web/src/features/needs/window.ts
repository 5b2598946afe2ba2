import { dayInWords } from '@/ui/format'
import { today } from '@/ui/days'

// When somebody comes, as people say it: a day, and from when to when.
const clock = (at: number) => new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit',
}).format(at)

export function windowInWords({ start, end }: { start: string; end: string }): string {
  const from = Date.parse(start)
  return `${dayInWords(today(from))} ${clock(from)}–${clock(Date.parse(end))}`
}
