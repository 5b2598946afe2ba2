import type zh from './words.zh'

export default {
  'tasks.nothingNear': 'Nothing near to take just now',
  'tasks.nothingFits': 'Nothing fits all of these',
  'tasks.widen': 'Show all',
  'tasks.offlineNear': 'No network: what is near shows when it is back.',

  'wish.title': 'Filter',
  'wish.kind': 'Kind',
  'wish.day': 'Day',
  'wish.far': 'How far',
  'wish.any': 'Any',
  'wish.today': 'Today',
  'wish.tomorrow': 'Tomorrow',
  'wish.weekend': 'Weekend',

  'map.title': 'Map of tasks',
  'map.says': 'What you have not taken stands within some 500 m; the door shows once it is yours.',
  'map.rings': 'The rings say how far from {station}.',
  'map.in': 'Zoom in',
  'map.out': 'Zoom out',
  'map.all': 'Show all',
  'map.list': 'Tasks on the map',
  'map.nowhere': 'None of these has a place yet; see “Nearby”.',
  'map.yours': 'What I said yes to',

  'tasks.noneSays': 'You are told when something fits.',

  'task.anyTime': 'Time to be agreed',
} satisfies Record<keyof typeof zh, string>
