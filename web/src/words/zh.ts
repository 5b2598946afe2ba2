export default {
  'brand.name': '满天星',
  'brand.what': '社区志愿服务',
  'brand.home': '满天星首页',

  'shell.skip': '跳到正文',
  'shell.menu': '常用入口',
  'shell.signIn': '登录',
  'shell.my': '我的',
  'shell.verify': '查验证明',
  'shell.reference': '接口说明',
  'shell.large': '大字版',
  'shell.plain': '标准版',
  'shell.bigger': '字再大一点',
  'shell.smaller': '字再小一点',
  'shell.otherLang': 'English',
  'shell.help': '不会用？打电话给社区的站点，工作人员替您办。',
  'shell.footer': '自由软件，装在社区自己的机器上，不连外部网站。',

  'title.home': '首页',
  'title.login': '登录',
  'title.my': '我的',
  'title.verify': '查验服务证明',
  'title.reference': '接口说明',
  'title.errors': '拒绝一览',
  'title.kit': '界面零件',
  'title.missing': '没有这一页',
  'title.error': '错误：',

  'errors.count': '有 {count} 处需要修改',
  'errors.offline': '连不上服务器。您填的都还在，过一会儿再试。',
  'errors.fault': '服务器出了问题，没有做成。请再试一次；还不行就打站点电话。',
  'errors.again': '再试一次',
  'errors.load': '没有取到内容',

  'loading': '正在取……',

  'hours': '{hours} 小时 {minutes} 分',

  'hoursOnly': '{hours} 小时',

  'minutesOnly': '{minutes} 分',
}
