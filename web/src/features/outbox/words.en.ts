import type zh from './words.zh'

export default {
  'box.title': 'Waiting to be sent',
  'box.says': 'What you do without a network is kept on this device and sent by itself.',
  'box.none': 'Nothing waits to be sent',
  'box.noneSays': 'Without a network you can ask and check in all the same: it is kept here first.',
  'box.home': 'To the home page',
  'box.tasks': 'See the tasks',
  'box.waiting': 'Not sent yet',
  'box.refused': 'Not done',
  'box.gone': 'Arrived just now',
  'box.since': 'Kept since {time}',
  'box.send': 'Send now',
  'box.still': 'It still did not go.',
  'box.throw': 'Throw away',
  'box.throwOf': 'Throw away: {what}',
  'box.again': 'Send again',
  'box.thrown': 'Thrown away: {what}',
  'box.sure': 'Throw this away?',
  'box.sureSays': 'It will not be sent: as if it had never been done.',
  'box.yes': 'Throw away',
  'box.no': 'Keep',
  'box.task': 'See this task',
  'box.ask': 'Ask once more',
  'box.login': 'Sign in',
  'box.call': 'Phone the station: {phone}',

  'why.none': 'About to be sent',
  'why.offline': 'Tried {time}: no network',
  'why.busy': 'Tried {time}: the server is too busy, it is sent a little later',
  'why.server': 'Tried {time}: something broke on the server, it is sent a little later',
  'why.login': 'You were signed out: it is sent once you sign in',

  'advice.backfill':
    'Ask the station to enter it: phone them and say which day, from when to when.',
  'advice.clock':
    'The phone’s clock is off: let it set itself in the system settings. Ask the station to enter this one.',
  'advice.there': 'This one stands in your record already: throw it away.',
  'advice.first': 'It has no check-in. When that has arrived, send this again.',
  'advice.over':
    'It has changed meanwhile: look at the task. There is no need to send this; throw it away.',
  'advice.mend': 'Mend what is named above and ask once more.',
  'advice.other': 'Phone the station: the staff will do it for you.',
} satisfies Record<keyof typeof zh, string>
