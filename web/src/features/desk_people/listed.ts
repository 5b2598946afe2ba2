import { lang } from '@/words'

/** Things one after another, as the reader's language sets them apart. */
export const listed = (all: readonly string[]): string => all.join(lang.value === 'en' ? ', ' : '、')
