import type zh from './words.zh'

export default {
  'door.title': 'Check in',
  'door.in': 'I am here: check in',
  'door.out': 'Done: check out',
  'door.shown': 'Or the six digits on their phone',
  'door.shownHint': 'New every half minute; no phone? Ask for their PIN',
  'door.wrong': 'Enter six digits, or the PIN of four',
  'door.which': 'Whose door is it?',
  'door.at': 'For {who}',
  'door.whichMissing': 'Choose whose door it is',
  'door.none': 'No task to check in for just now',
  'door.noneSays': 'Take one, agree on a time, and come here when you are at the door.',
  'door.tasks': 'See the tasks',
  'door.copy':
    'No network: these are your tasks as of {time}. Check in all the same; it is sent by itself.',
  'door.unsigned':
    'No network, and this phone holds no key to sign with. Note the time you came and phone the station: they enter it for you.',

  'scan.look': 'Hold the code on their phone inside the frame',
  'scan.going': 'Checking…',
  'scan.other':
    'This is no check-in code. They find theirs under “What I asked for”, “At the door: show this code”.',
  'scan.stranger': 'This code is of another request: not yours, or already done.',
  'scan.read': 'Recognised: {who}. If you are leaving, press “Done: check out”.',

  'eye.starting': 'Opening the camera…',
  'eye.insecure': 'This address is not https, so the browser allows no camera',
  'eye.insecureSays': 'Enter the six digits below: it counts the same.',
  'eye.missing': 'No camera found',
  'eye.missingSays': 'Enter the six digits below: it counts the same.',
  'eye.refused': 'The camera is not allowed',
  'eye.refusedSays':
    'To scan, allow this site the camera in the browser’s settings; or enter the six digits below.',
  'eye.busy': 'The camera does not open',
  'eye.busySays':
    'Another program may be using it. Close that and try again, or enter the six digits below.',
  'eye.again': 'Try again',

  'done.in': 'Checked in, the clock runs',
  'done.out': 'Checked out; this time it was',
  'done.kept': 'Kept on this phone',
  'done.keptSays':
    'No network now. The time is that of this moment; it is sent by itself, and counts within three days.',
  'done.sending': 'Waiting to be sent',
  'done.refused': 'It arrived, but it does not count',
  'done.refusedSee': 'See why and what to do',
  'done.hour': 'h',
  'done.minute': 'min',
  'done.inSays': 'When you are done, come back here: a second scan checks you out.',
  'done.outSays': 'Once {who} confirms, it stands in your record.',
  'done.flagged': 'The station looks at this one again; there is nothing for you to do.',
  'done.task': 'See this task',
  'done.hours': 'My hours',
  'done.more': 'Scan another',

  'code.show': 'At the door: show this code',
  'code.says': 'Whoever comes uses it on arriving and on leaving; the machine keeps the time.',
  'code.picture': 'QR code to check in, new every half minute',
  'code.digits': 'Six digits',
  'code.pin': 'Without a network, read this out: {pin}',
} satisfies Record<keyof typeof zh, string>
