import { api } from '@/api/client'
import { take } from '@/api/problem'
import type { components } from '@/api/schema'
import { keep, kept as keptHere } from '@/keep'
import { lang, speak } from '@/words'
import { keysOn, letKeys } from './keys'
import { scheme, step, unsaved, type Choice } from './prefs'

// What somebody chose here goes to the server, and what they chose elsewhere comes from it.
type Prefs = components['schemas']['access.PreferencesView']

const here = (): Required<Prefs> => ({
  lang: lang.value,
  type_step: step.value,
  scheme: scheme.value === 'auto' ? 'device' : scheme.value,
  key_maps: keysOn.value,
})

export const choices = () =>
  [...new Set(keptHere(unsaved)?.split(' ').filter(Boolean))] as Choice[]

export function setChoices(still: Choice[]) {
  keep(unsaved, still.length > 0 ? still.join(' ') : null)
}

let turn: Promise<unknown> = Promise.resolve()

/** For who is signed in, one after the other; what fails stays chosen here and goes next time. */
function inTurn(deed: () => Promise<void>): Promise<void> {
  const mine = turn.then(deed)
  turn = mine.catch(() => null)
  return mine
}

/** At sign-in and with each visit. */
export const meetPrefs = () => inTurn(meet)

/** After each choice, unless an earlier turn took it along. */
export const saveChoices = () => inTurn(async () => { if (choices().length > 0) await meet() })

async function meet() {
  const waiting = choices()
  if (waiting.length === 0) {
    await adopt(await take(api.GET('/v1/me/preferences')))
    return
  }
  const now = here()
  const body = Object.fromEntries(waiting.map((what) => [what, now[what]]))
  const kept = await take(api.POST('/v1/me/preferences', { body }))
  // What was changed once more meanwhile has still to go.
  setChoices(choices().filter((what) => here()[what] !== kept[what]))
  await adopt(kept)
}

/** What was never chosen, and what was just chosen here, stays as this device has it. */
async function adopt(kept: Prefs) {
  const taken = (what: Choice) => kept[what] !== undefined && !choices().includes(what)
  if (taken('type_step')) {
    step.value = kept.type_step as typeof step.value
    keep('lastmile.type', String(kept.type_step))
  }
  if (taken('scheme')) {
    scheme.value = kept.scheme === 'device' ? 'auto' : kept.scheme ?? 'auto'
    keep('lastmile.scheme', scheme.value)
  }
  if (taken('key_maps')) letKeys(kept.key_maps ?? true)
  if (kept.lang && taken('lang') && kept.lang !== lang.value) {
    await speak(kept.lang)
    keep('lastmile.lang', kept.lang)
  }
}
