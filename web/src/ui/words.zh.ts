// What the parts say that nearly every page has.
export default {
  'ui.close': '关闭',
  'ui.again': '再试一次',
  'ui.failed': '没有取到内容',
  'ui.waiting': '正在取……',
  'ui.more': '再看后面的',
  'ui.shown': '已显示 {count} 条',
  'ui.shownAll': '共 {count} 条，都在这里了',
  'ui.step': '第 {step} 步，共 {steps} 步',
  'ui.back': '上一步',
  'ui.noRight': '您没有看这一页的权限',
} as const satisfies Record<string, string>
