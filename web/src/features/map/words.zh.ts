export default {
  'tasks.nothingNear': '附近现在没有可以接的',
  'tasks.nothingFits': '没有合这些条件的',
  'tasks.widen': '都看看',
  'tasks.offlineNear': '没有网络，附近的任务要有网才看得到。',

  'wish.title': '筛选',
  'wish.kind': '哪一类',
  'wish.day': '哪一天',
  'wish.far': '多远',
  'wish.any': '都行',
  'wish.today': '今天',
  'wish.tomorrow': '明天',
  'wish.weekend': '周末',

  'map.title': '任务地图',
  'map.says': '没有接下的任务，位置只准到五百米左右；接下以后才看得到门牌。',
  'map.rings': '圈是离{station}的远近。',
  'map.in': '放大',
  'map.out': '缩小',
  'map.all': '看全部',
  'map.list': '图上的任务',
  'map.nowhere': '这些任务都还没有位置，在「附近」里看。',
  'map.yours': '我接下的',

  'tasks.noneSays': '有合适的，会通知您。',

  'task.anyTime': '时间可以商量',
}
