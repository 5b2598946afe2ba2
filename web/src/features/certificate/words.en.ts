import type zh from './words.zh'

export default {
  'sheet.back': 'My hours',
  'sheet.pdfZh': 'PDF in Chinese',
  'sheet.pdfEn': 'PDF in English',
  'sheet.file': 'Signed file',
  'sheet.masked': 'The full name is there only for the holder, once signed in.',
  'sheet.verify': 'See what others see when they check it',
} satisfies Record<keyof typeof zh, string>
