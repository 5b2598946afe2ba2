// Our own line icons (icons.svg): a 24 px grid, 1.75 px strokes, round ends. They come as one file
// of their own, so that no page carries them in its scripts.
export const iconNames = [
  'alert', 'back', 'bag', 'bell', 'board', 'book', 'calendar', 'camera', 'certificate', 'chat',
  'check', 'chevron', 'circle', 'clock', 'copy', 'cross', 'desk', 'door', 'down', 'download',
  'filter', 'globe', 'handset', 'heart', 'history', 'home', 'leave', 'letters', 'list', 'map',
  'microphone', 'more', 'paper', 'people', 'person', 'phone', 'plug', 'plus', 'printer', 'scan',
  'search', 'shield', 'sliders', 'sort', 'stop', 'team', 'undo', 'up', 'wifi', 'wrench',
] as const

export type IconName = (typeof iconNames)[number]
