// The mouths of the three faces, best first: a 48 by 48 grid.
export const faces = {
  good: 'M15 28c4 6 14 6 18 0',
  fair: 'M16 31h16',
  poor: 'M15 34c4-6 14-6 18 0',
} as const

export type Face = keyof typeof faces
