import { dropTicketKey } from '@/features/attendance/tickets'
import { keep } from '@/keep'
import { dropCopies } from './copies'
import { dropAllDrafts } from './drafts'
import { unsaved } from './prefs'

// What this device knows of who was signed in goes with them: the next one at a counter's PC shall
// not read it. What waits in the outbox stays: it was done, it is listed to nobody else, and it
// goes out when they are back.

/** The session is over: what it could read, this device may not show any more. */
export function forgetCopies() {
  dropCopies()
  dropTicketKey()
}

/** They signed out, or somebody else signed in. */
export function forgetPerson() {
  forgetCopies()
  dropAllDrafts()
  keep(unsaved, null)
}
