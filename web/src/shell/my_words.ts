import { words } from '@/words'
import zh from './words.zh'

// The names of the pages behind “mine”, which come with their list.
export const t = words(zh, () => import('./words.en'))
