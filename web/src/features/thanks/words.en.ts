import type zh from './words.zh'

export default {
  'thank.title': 'Say thanks',
  'thank.to': 'To {name}',
  'thank.hint': 'Only this volunteer reads it; once is enough, and nobody has to.',
  'thank.missing': 'Write something first',
  'thank.send': 'Send your thanks',
  'thank.said': 'You said to {name}',
  'thank.glad': '{name} has read it and is glad',
  'thanked.title': 'Somebody thanks you',
  'thanked.glad': 'Read it, how nice',
  'thanked.answered': 'You answered; they can see it.',
  'thanked.voice': 'What was said with the rating',
} satisfies Record<keyof typeof zh, string>
