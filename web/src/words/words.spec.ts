import { afterEach, describe, expect, it } from 'vitest'
import { lang, settled, speak, t, words } from '.'

type Book = Record<string, string>
const found = import.meta.glob<Book>(
  ['./{zh,en}.ts', '../{features/*,shell}/words.{zh,en}.ts'], { eager: true, import: 'default' })
const shelves = Object.keys(found).filter((path) => path.endsWith('zh.ts'))
const placesIn = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort()

afterEach(() => speak('zh'))

describe('the words', () => {
  it('are all looked at here', () => {
    expect(shelves.length).toBeGreaterThanOrEqual(5)
  })

  it.each(shelves)('%s says the same things in both languages', (path) => {
    const zh = found[path] as Book
    const en = found[path.replace(/zh\.ts$/, 'en.ts')] as Book
    expect(Object.keys(en)).toEqual(Object.keys(zh))
    for (const key of Object.keys(zh)) {
      expect(placesIn(en[key] ?? ''), key).toEqual(placesIn(zh[key] ?? ''))
      expect(zh[key], key).not.toBe('')
      // The switch names the other language in its own script.
      if (key !== 'shell.otherLang') expect(en[key], key).not.toMatch(/\p{Script=Han}/u)
      expect(zh[key], key).not.toMatch(/\p{Script=Han}[,;:?!]/u)
    }
  })

  it('fill their places and keep what they are not given', () => {
    expect(t('errors.count', { count: 2 })).toBe('有 2 处需要修改')
    expect(t('errors.count')).toBe('有 {count} 处需要修改')
  })

  it('go with a number where one and many differ', () => {
    const days = words({ left: '{count} {count|day|days} left' }, () => Promise.resolve({ default: { left: '' } }))
    expect(days('left', { count: 1 })).toBe('1 day left')
    expect(days('left', { count: '2,000' })).toBe('2,000 days left')
  })

  it('change language together, also on pages that load later', async () => {
    await speak('en')
    expect(lang.value).toBe('en')
    expect(document.documentElement.lang).toBe('en')
    expect(t('shell.signIn')).toBe('Sign in')
    const late = words({ greet: '您好' }, () => Promise.resolve({ default: { greet: 'Hello' } }))
    await settled()
    expect(late('greet')).toBe('Hello')
    expect(late('shell.signIn')).toBe('Sign in')
    await speak('zh')
    expect(late('greet')).toBe('您好')
  })
})
