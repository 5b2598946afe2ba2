// Invented people at real places, for looking at.
export const stations = [
  { id: 'mao', text: '茅津村站', note: '崖底街道', keys: 'maojin mj mjcz' },
  { id: 'hui', text: '会兴村站', note: '会兴街道', keys: 'huixing hx hxcz' },
  { id: 'qian', text: '前进社区站', note: '前进街道', keys: 'qianjin qj qjsqz' },
]
export const residents = [
  { id: 'r1', name: '王秀兰', site: '茅津村站', turns: 12, state: 'waiting' as const },
  { id: 'r2', name: '李建国', site: '会兴村站', turns: 3, state: 'going' as const },
  { id: 'r3', name: '张桂芳', site: '前进社区站', turns: 27, state: 'done' as const },
]
interface Area { id: string; text: string; note?: string; leaf?: boolean }
export const areas: Record<string, Area[]> = {
  '': [{ id: '411202', text: '湖滨区', note: '94' }, { id: '411203', text: '陕州区', note: '275' }],
  411202: [{ id: '411202001', text: '湖滨街道' }, { id: '411202004', text: '崖底街道' }],
  411203: [{ id: '411203100', text: '大营镇', leaf: true }],
  411202001: [{ id: '411202001001', text: '第一社区', leaf: true }],
  411202004: [{ id: '411202004201', text: '茅津村', leaf: true }],
}
export const turns = [
  { id: 'clinic', key: 'kit.clinic' as const, value: 480, of: true },
  { id: 'shopping', key: 'kit.shopping' as const, value: 322 },
  { id: 'company', key: 'kit.company' as const, value: 147 },
  { id: 'repairs', key: 'kit.repairs' as const, value: 61 },
]
export const months = [120, 98, 305, 210, 188, 240]
