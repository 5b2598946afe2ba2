// The cells of a week: seven days by four parts, as people say when they are free.
export const parts = ['morning', 'noon', 'afternoon', 'evening'] as const
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const // 1 is Monday
export type Part = (typeof parts)[number]
export type Weekday = (typeof weekdays)[number]
export type Cell = `${Weekday}-${Part}`
