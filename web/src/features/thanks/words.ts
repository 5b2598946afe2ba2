import { words } from '@/words'
import zh from './words.zh'

export const t = words(zh, () => import('./words.en'))
