export default {
  'title.myVolunteer': '我的志愿服务',
  'title.myFamily': '我的家人',
  'title.myData': '我的信息',
  'title.myDetails': '我的资料',
  'title.myConsents': '我同意过的',
  'title.myReads': '谁看过我的信息',
  'title.myErase': '删掉我的信息',
  'title.myDevices': '登录着的设备',
  'title.mySettings': '设置',
  'title.mySecrets': '密码和动态码',
  'title.certificate': '志愿服务记录证明',
}
