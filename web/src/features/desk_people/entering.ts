import { Refused } from '@/api/problem'
import type { Wrong } from '@/ui/form'
import { enterResident, isSensitive, type Entering, type Group, type Sex } from './people'
import { t } from './words'

// What the desk writes down when somebody is entered, and what must be there before it is sent.
export interface Form {
  kind: 'resident' | 'volunteer'
  name: string
  sex: Sex
  birth_day: string
  phone: string
  home_site: string
  address: string
  household: string
  recipient_groups: Group[]
  how: Entering['how']
  consent: string
  sensitive_consent: string
}
export const fresh = (): Form => ({
  kind: 'resident', name: '', sex: 'unsaid', birth_day: '', phone: '', home_site: '', address: '',
  household: '', recipient_groups: [], how: 'counter', consent: '', sensitive_consent: '',
})
/** How somebody says yes, most often; anything else is written. */
export const waysToAgree = ['signed', 'spoken', 'called', 'guardian'] as const

const idFits = (typed: string) => /^\d{17}[\dXx]$/.test(typed.trim())

export function wrongsIn(form: Form, idNumber: string): Wrong[] {
  const wrongs: Wrong[] = []
  const need = (field: string, missing: boolean, text: string) => {
    if (missing) wrongs.push({ field, text })
  }
  need('name', !form.name.trim(), t('entry.nameMissing'))
  need('id_number', Boolean(idNumber.trim()) && !idFits(idNumber), t('entry.idWrong'))
  need('birth_day', form.kind === 'volunteer' && !form.birth_day && !idFits(idNumber),
    t('entry.birthMissing'))
  need('home_site', !form.home_site, t('entry.siteMissing'))
  need('consent', !form.consent.trim(), t('entry.consentMissing'))
  need('sensitive_consent', isSensitive(form.recipient_groups) && !form.sensitive_consent.trim(),
    t('entry.sensitiveMissing'))
  return wrongs
}

/** What is sent: only what was filled in. */
export function bodyOf(form: Form, idNumber: string, anyway: boolean): Entering {
  const filled = Object.fromEntries((['birth_day', 'phone', 'address', 'household'] as const)
    .flatMap((field) => (form[field].trim() ? [[field, form[field].trim()]] : [])))
  return {
    name: form.name.trim(), sex: form.sex, home_site: form.home_site, how: form.how,
    consent: form.consent.trim(), recipient_groups: form.recipient_groups, ...filled,
    ...idNumber.trim() ? { id_number: idNumber.trim().toUpperCase() } : {},
    ...isSensitive(form.recipient_groups)
      ? { sensitive_consent: form.sensitive_consent.trim() } : {},
    ...anyway ? { anyway } : {},
  }
}

/** The profile entered, or the one that is there already: its id where one may see it. */
export type Entered = { person: string } | { known: string | undefined; text: string }
export async function enter(form: Form, idNumber: string, anyway: boolean): Promise<Entered> {
  try {
    return { person: (await enterResident(bodyOf(form, idNumber, anyway))).person }
  } catch (thrown) {
    if (!(thrown instanceof Refused) || thrown.problem.code !== 'person_known') throw thrown
    return { known: thrown.problem.seen, text: thrown.problem.text }
  }
}
