import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { Refused } from '@/api/problem'
import Check from './Check.vue'
import Choices from './Choices.vue'
import Combo from './Combo.vue'
import DayChoice from './DayChoice.vue'
import Faces from './Faces.vue'
import Steps from './Steps.vue'
import Upload from './Upload.vue'
import VoiceNote from './VoiceNote.vue'
import WeekGrid from './WeekGrid.vue'
import { addDays, momentAt, today, weekdayOf } from './days'

beforeEach(() => { vi.useFakeTimers({ now: Date.parse('2026-11-23T16:30:00Z') }) })
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

describe('Combo', () => {
  const mao = { id: 'mao', text: '茅津村站', note: '崖底街道' }
  const hu = { id: 'hu', text: '湖滨站' }
  const combo = (find = vi.fn((typed: string) => Promise.resolve(typed === '无' ? [] : [mao, hu]))) => ({
    find,
    page: mount(Combo, { props: { find }, attrs: { id: 'site' }, attachTo: document.body }),
  })
  const type = async (page: ReturnType<typeof combo>['page'], text: string, extra = {}) => {
    const input = page.find<HTMLInputElement>('input')
    input.element.value = text
    await input.trigger('input', extra)
    await vi.advanceTimersByTimeAsync(200)
    await nextTick()
  }

  it('looks once the fingers rest, and is walked by arrows', async () => {
    const { page, find } = combo()
    await type(page, 'mj')
    expect(find).toHaveBeenCalledOnce()
    const input = page.find('input')
    expect(input.attributes('aria-expanded')).toBe('true')
    const active = () => document.getElementById(input.attributes('aria-activedescendant') ?? '')
    expect(active()?.textContent).toContain('茅津村站')
    await input.trigger('keydown', { key: 'ArrowDown' })
    expect(active()?.textContent).toContain('湖滨站')
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'Enter' })
    expect(page.emitted('choose')).toEqual([[mao]])
    expect(input.attributes('aria-expanded')).toBe('false')
  })

  it('waits while characters are being composed', async () => {
    const { page, find } = combo()
    await type(page, 'maojin', { isComposing: true })
    expect(find).not.toHaveBeenCalled()
  })

  it('says that nothing was found, and what went wrong', async () => {
    const { page } = combo()
    await type(page, '无')
    expect(page.find('[role=status]').text()).toBe('没有找到')
    const broken = combo(vi.fn(() => Promise.reject(new Refused({
      status: 0, code: 'offline', text: '连不上', fields: [] }))))
    await type(broken.page, 'a')
    expect(broken.page.find('[role=status]').text()).toBe('连不上')
  })

  it('lets no late answer overwrite a newer one', async () => {
    const answers: ((found: typeof mao[]) => void)[] = []
    const { page } = combo(vi.fn(() => new Promise((done) => { answers.push(done) })))
    await type(page, 'm')
    await type(page, 'mj')
    answers[1]?.([mao])
    await flushPromises()
    answers[0]?.([])
    await flushPromises()
    expect(page.findAll('[role=option]')).toHaveLength(1)
  })

  it('puts back what is chosen when left half-typed, and can be cleared', async () => {
    const { page } = combo()
    await page.setProps({ chosen: mao })
    await type(page, '茅津村站二')
    await page.find('input').trigger('blur')
    expect(page.find('input').element.value).toBe('茅津村站')
    await page.find('[aria-label=清空]').trigger('click')
    expect(page.emitted('choose')).toEqual([[null]])
  })
})

describe('Choices', () => {
  const choices = [{ id: 'a', text: '买菜' }, { id: 'b', text: '陪诊' }, { id: 'c', text: '理发', off: true }]

  it('are one group with one name, one of them picked', async () => {
    const page = mount(Choices, {
      props: { id: 'what', legend: '要帮什么', choices, modelValue: ['a'], error: '请选一样' },
    })
    expect(page.find('fieldset').attributes('aria-describedby')).toBe('what-error')
    expect(page.findAll('input').map((each) => each.element.type)).toEqual(['radio', 'radio', 'radio'])
    await page.findAll('input')[1]?.setValue()
    expect(page.emitted('update:modelValue')).toEqual([[['b']]])
    expect(page.findAll('input')[2]?.attributes('disabled')).toBeDefined()
  })

  it('are several where several may be', async () => {
    const page = mount(Choices, { props: { legend: '会什么', choices, modelValue: ['a'], many: true } })
    await page.findAll('input')[1]?.setValue(true)
    await page.findAll('input')[0]?.setValue(false)
    expect(page.emitted('update:modelValue')).toEqual([[['a', 'b']], [['b']]])
  })
})

describe('Check', () => {
  it('is pressed by its words and says what is wrong', async () => {
    const page = mount(Check, { props: { id: 'yes', label: '我同意', modelValue: false, error: '要先同意' } })
    expect(page.find('label').attributes('for')).toBe('yes')
    expect(page.find('input').attributes('aria-describedby')).toBe('yes-error')
    await page.find('input').setValue(true)
    expect(page.emitted('update:modelValue')).toEqual([[true]])
  })
})

describe('days', () => {
  it('are those of the community, not of the browser', () => {
    expect(today()).toBe('2026-11-24') // half past midnight in Sanmenxia
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(momentAt('2026-11-24', 9 * 60 + 30)).toBe('2026-11-24T01:30:00.000Z')
    expect(weekdayOf('2026-11-29')).toBe(7)
  })
})

describe('DayChoice', () => {
  it('offers three days before any calendar', async () => {
    const page = mount(DayChoice, { props: { legend: '哪天来', modelValue: '' } })
    expect(page.findAll('label').map((each) => each.text().slice(0, 2)))
      .toEqual(['今天', '明天', '后天', '另选'])
    await page.findAll('input')[1]?.setValue()
    expect(page.emitted('update:modelValue')?.at(-1)).toEqual(['2026-11-25'])
    await page.findAll('input')[3]?.setValue()
    expect(page.emitted('update:modelValue')?.at(-1)).toEqual([''])
    const calendar = page.find('input[type=date]')
    expect(calendar.attributes()).toMatchObject({ min: '2026-11-24', max: '2026-12-24' })
  })
})

describe('Steps', () => {
  it('says where one is, and the next question takes focus', async () => {
    const page = mount(Steps, { props: { step: 1, steps: 6, question: '要帮什么？' }, attachTo: document.body })
    expect(page.text()).toContain('第 1 步，共 6 步')
    await page.setProps({ step: 2, question: '给谁？' })
    expect(document.activeElement?.textContent).toBe('给谁？')
    await page.find('button').trigger('click')
    expect(page.emitted('back')).toHaveLength(1)
  })
})

describe('Upload', () => {
  const file = (name: string, type: string, size = 10) => {
    const made = new File(['x'], name, { type })
    Object.defineProperty(made, 'size', { value: size })
    return made
  }
  const drop = async (page: ReturnType<typeof upload>, files: File[]) => {
    await page.find('.add').trigger('drop', { dataTransfer: { files } })
  }
  const upload = (files: File[] = []) =>
    mount(Upload, { props: { label: '照片', modelValue: files, most: 2, megabytes: 1 } })

  it('takes good files and names the others with the remedy', async () => {
    const page = upload()
    const good = file('door.jpg', 'image/jpeg')
    await drop(page, [good, file('a.exe', 'application/x-msdownload'), file('b.png', 'image/png', 2e6)])
    expect(page.emitted('update:modelValue')).toEqual([[[good]]])
    expect(page.find('[role=alert]').text()).toMatch(/a\.exe.*JPG.*b\.png.*最多 1 MB/)
  })

  it('takes no more than it may, and lets go of one', async () => {
    const one = file('1.png', 'image/png'), two = file('2.png', 'image/png')
    const page = upload([one])
    await drop(page, [two, file('3.png', 'image/png')])
    expect(page.emitted('update:modelValue')?.at(-1)).toEqual([[one, two]])
    expect(page.find('[role=alert]').text()).toContain('最多 2 个')
    await page.find('[aria-label="拿掉：1.png"]').trigger('click')
    expect(page.emitted('update:modelValue')?.at(-1)).toEqual([[two]])
  })
})

describe('VoiceNote', () => {
  class Recorder {
    static isTypeSupported = (type: string) => type === 'audio/webm'
    mimeType = 'audio/webm;codecs=opus'
    ondataavailable: (event: { data: Blob }) => void = () => undefined
    onstop: () => void = () => undefined
    start() { this.ondataavailable({ data: new Blob(['sound']) }) }
    stop() { this.onstop() }
  }
  const withMicrophone = (getUserMedia: () => Promise<unknown>) => {
    vi.stubGlobal('MediaRecorder', Recorder)
    vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getUserMedia } })
    return mount(VoiceNote, { props: { modelValue: null, most: 3 } })
  }

  it('records until it is full, and lets the microphone go', async () => {
    const letGo = vi.fn()
    const page = withMicrophone(() => Promise.resolve({ getTracks: () => [{ stop: letGo }] }))
    await page.find('button').trigger('click')
    await vi.advanceTimersByTimeAsync(1000)
    expect(page.find('[role=timer]').text()).toContain('1 秒')
    await vi.advanceTimersByTimeAsync(2000)
    expect(letGo).toHaveBeenCalledOnce()
    const note = page.emitted('update:modelValue')?.[0]?.[0] as File
    expect([note.name, note.type]).toEqual(['voice.webm', 'audio/webm'])
  })

  it('says what to do when the microphone is refused, or there is none', async () => {
    const page = withMicrophone(() => Promise.reject(new Error('no')))
    await page.find('button').trigger('click')
    await flushPromises()
    expect(page.find('[role=alert]').text()).toContain('改用文字')
    vi.stubGlobal('MediaRecorder', undefined)
    expect(mount(VoiceNote, { props: { modelValue: null } }).text()).toContain('不能录音')
  })
})

describe('WeekGrid', () => {
  it('presses one cell, a day, or a part of all days', async () => {
    const page = mount(WeekGrid, { props: { caption: '什么时候有空', modelValue: ['1-morning'] } })
    const last = () => page.emitted('update:modelValue')?.at(-1)?.[0]
    const cell = page.find('[data-at="0-0"]')
    expect(cell.attributes()).toMatchObject({ 'aria-pressed': 'true', 'aria-label': '周一上午：有空' })
    await cell.trigger('click')
    expect(last()).toEqual([])
    await page.findAll('tbody th button')[0]?.trigger('click')
    expect(last()).toHaveLength(4)
    await page.findAll('thead button')[0]?.trigger('click')
    expect(last()).toHaveLength(10) // Monday's own four, and six mornings more
    await page.findAll('thead button')[0]?.trigger('click')
    expect(last()).toHaveLength(3)
  })

  it('is walked by arrows', async () => {
    const page = mount(WeekGrid, { props: { caption: '有空', modelValue: [] }, attachTo: document.body })
    page.find<HTMLElement>('[data-at="0-0"]').element.focus()
    await page.find('[data-at="0-0"]').trigger('keydown', { key: 'ArrowDown' })
    expect((document.activeElement as HTMLElement).dataset.at).toBe('1-0')
    await page.find('[data-at="1-0"]').trigger('keydown', { key: 'ArrowRight' })
    expect((document.activeElement as HTMLElement).dataset.at).toBe('1-1')
  })
})

describe('Faces', () => {
  it('are three radios with words', async () => {
    const page = mount(Faces, {
      props: { legend: '怎么样', words: { good: '好', fair: '一般', poor: '不好' }, modelValue: null },
    })
    expect(page.findAll('label').map((each) => each.text())).toEqual(['好', '一般', '不好'])
    await page.findAll('input')[2]?.setValue()
    expect(page.emitted('update:modelValue')).toEqual([['poor']])
  })
})
