import { onScopeDispose, ref } from 'vue'
import { keep, kept } from '@/keep'
import { chosen } from './prefs'

// Single keys for those who work with a keyboard all day: one key, or "g t" for one after another.
// They sleep while somebody types or composes, and can be switched off (WCAG 2.1.4).
export interface KeyDeed { keys: string; text: string; act: () => void }

const place = 'lastmile.keys'
const pause = 1000 // ms between the two keys of a pair

export const keysOn = ref(kept(place) !== 'off')
const maps: KeyDeed[][] = []
let first = ''
let timer: ReturnType<typeof setTimeout> | undefined

export function switchKeys(on: boolean) {
  letKeys(on)
  chosen('key_maps')
}

/** As chosen before, or on another device. */
export function letKeys(on: boolean) {
  keysOn.value = on
  keep(place, on ? null : 'off')
}

/** All that can be pressed now, the newest page's first. */
export function keyDeeds(): KeyDeed[] {
  return [...maps].reverse().flat()
}

/** These keys work while the component stands. */
export function useKeys(deeds: KeyDeed[]) {
  maps.push(deeds)
  if (maps.length === 1) document.addEventListener('keydown', press)
  onScopeDispose(() => {
    maps.splice(maps.indexOf(deeds), 1)
    if (maps.length === 0) document.removeEventListener('keydown', press)
  })
}

function isTyping(event: KeyboardEvent): boolean {
  const at = event.target instanceof Element ? event.target : null
  return event.isComposing || Boolean(at?.closest(
    'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], '
    + '[role=menu], [role=listbox], [role=tree], dialog[open] [role=combobox]'))
}

function press(event: KeyboardEvent) {
  if (!keysOn.value || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const pressed = first ? `${first} ${key}` : key
  clearTimeout(timer)
  first = ''
  const deed = keyDeeds().find((each) => each.keys === pressed)
  if (deed) {
    event.preventDefault()
    deed.act()
  } else if (keyDeeds().some((each) => each.keys.startsWith(`${pressed} `))) {
    first = pressed
    timer = setTimeout(() => { first = '' }, pause)
  }
}
