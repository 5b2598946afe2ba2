import { nextTick, ref, watch, type Ref } from 'vue'
import { useKeys } from '@/shell/keys'
import { t } from './words'

// A list walked by keys: J and K, Enter opens, X selects, / searches, ? tells them all.
export interface Rows<Row> {
  rows: Ref<readonly Row[]>
  idOf: (row: Row) => string
  open: (row: Row) => void
  find: () => void
  selected?: Ref<string[]>
}

export function useRowKeys<Row>({ rows, idOf, open, find, selected }: Rows<Row>) {
  const at = ref('')
  const help = ref(false)
  watch(rows, (now) => {
    if (!now.some((row) => idOf(row) === at.value)) at.value = ''
  })
  const place = () => rows.value.findIndex((row) => idOf(row) === at.value)

  function step(by: number) {
    const last = rows.value.length - 1
    const next = rows.value[Math.min(last, Math.max(0, at.value === '' ? 0 : place() + by))]
    if (!next) return
    at.value = idOf(next)
    void nextTick(() => {
      document.querySelector(`[data-row="${at.value}"]`)?.scrollIntoView({ block: 'nearest' })
    })
  }
  function select() {
    if (!selected || at.value === '') return
    selected.value = selected.value.includes(at.value)
      ? selected.value.filter((id) => id !== at.value) : [...selected.value, at.value]
  }
  function enter() {
    // A link or button in focus takes Enter for itself.
    const focused = document.activeElement
    if (focused?.closest('a, button, summary')) {
      (focused as HTMLElement).click()
      return
    }
    const row = rows.value[place()]
    if (row) open(row)
  }
  useKeys([
    { keys: 'j', text: t('keys.next'), act: () => { step(1) } },
    { keys: 'k', text: t('keys.former'), act: () => { step(-1) } },
    { keys: 'Enter', text: t('keys.open'), act: enter },
    ...selected ? [{ keys: 'x', text: t('keys.select'), act: select }] : [],
    { keys: '/', text: t('keys.find'), act: find },
    { keys: '?', text: t('keys.help'), act: () => { help.value = true } },
  ])
  return { at, help }
}
