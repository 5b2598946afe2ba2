import type zh from './words.zh'

export default {
  'door.copy': 'Copy the address',
  'door.copied': 'Address copied',
  'door.notCopied': 'Not copied: hold the address to mark it',
  'door.map': 'Map',
  'door.noAddress': 'No address given: phone first.',
  'door.call': 'Phone',
  'door.callWhom': 'Phone them at {phone}',
  'door.help': 'Station',
  'door.helpWhom': 'Help from the station: {station}, {phone}',

  'task.where': 'Address',
  'task.agree': 'Agree on a time',
  'task.retime': 'Another time',
  'task.leave': 'I cannot come',
  'task.tips': 'Before you go',
  'task.tip1': 'Phone first and say you are a volunteer of the community.',
  'task.tip2': 'Wear the red vest, bring your card; take no money and no gifts.',
  'task.tip3': 'With an elder or a child alone at home, leave the door open.',
  'task.tip4': 'If it feels unsafe, leave and phone the station.',

  'when.says': 'Phone them and agree first, then enter it here.',
  'when.hour': 'Arrive at',
  'when.dayMissing': 'Choose a day',
  'when.hourMissing': 'Choose an hour',
  'when.yes': 'It is agreed',
  'when.no': 'Not yet',

  'leave.says':
    'Say so early and the station finds somebody else at once. It is not counted and changes nothing.',
  'leave.why': 'Why',
  'leave.missing': 'Choose a reason',
  'leave.busy': 'Something came up',
  'leave.ill': 'I am not well',
  'leave.too_far': 'It is too far',
  'leave.not_able': 'It is beyond me',
  'leave.unsafe': 'It feels unsafe',
  'leave.other': 'Another reason',
  'leave.yes': 'Tell the station',
  'leave.no': 'I will go after all',
  'leave.done': 'The station knows',

  'task.when': 'When',
} satisfies Record<keyof typeof zh, string>
