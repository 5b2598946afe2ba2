// One line drawing for each kind of emptiness: a 96 by 72 grid, 1.75 strokes.
export const drawings = {
  // A tray with nothing in it.
  tray: ['M16 40 26 18h44l10 22', 'M16 40h18c2 6 6 9 14 9s12-3 14-9h18v18H16V40Z', 'M36 28h24'],
  // A door with the lamp lit: all who came were helped.
  door: ['M34 62V14h28v48', 'M24 62h48', 'M56 38v.1', 'M48 8v2', 'M40 9l1 2', 'M56 9l-1 2',
    'M70 62c0-6 2-9 6-11', 'M76 51c-3-1-6 0-7 3'],
  // A glass over a line of houses: nothing found.
  search: ['M10 58h30', 'M14 58V44l8-7 8 7v14', 'M52 20a16 16 0 1 0 0 32 16 16 0 0 0 0-32Z',
    'm64 48 16 14', 'M46 32c1-3 3-5 6-5'],
  // A week without a mark.
  week: ['M20 18h56v40H20z', 'M20 30h56', 'M34 12v10', 'M62 12v10', 'M34 42h8', 'M54 42h8'],
} as const satisfies Record<string, readonly string[]>

export type DrawingName = keyof typeof drawings
