import { words } from '@/words'
import zh from './rich.zh'

export const t = words(zh, () => import('./rich.en'))
export type Key = keyof typeof zh
