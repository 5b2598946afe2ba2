// What the parts say that nearly every page has.
import type { Key } from './words'

const en: Record<Key, string> = {
  'ui.close': 'Close',
  'ui.again': 'Try again',
  'ui.failed': 'Nothing could be fetched',
  'ui.waiting': 'Fetching…',
  'ui.more': 'Show more',
  'ui.shown': '{count} shown',
  'ui.shownAll': 'All {count} are here',
  'ui.step': 'Step {step} of {steps}',
  'ui.back': 'Back',
  'ui.noRight': 'You may not see this page',
}
export default en
