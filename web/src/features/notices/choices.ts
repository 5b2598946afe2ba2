import { words } from '@/words'
import zh from './choices.zh'

// How one is told: the words of its page, which the count in the shell does without.
export const t = words(zh, () => import('./choices.en'))
