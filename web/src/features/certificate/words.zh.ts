export default {
  'sheet.back': '我的时长',
  'sheet.pdfZh': '中文 PDF',
  'sheet.pdfEn': '英文 PDF',
  'sheet.file': '签名文件',
  'sheet.masked': '只有本人登录后，证明上才写全名。',
  'sheet.verify': '看看别人查验时看到什么',
}
