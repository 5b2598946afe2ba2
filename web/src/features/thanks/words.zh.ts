export default {
  'thank.title': '说声谢谢',
  'thank.to': '对{name}说',
  'thank.hint': '只有这位志愿者看得到，说一次就好。不说也没关系。',
  'thank.missing': '写一句再送',
  'thank.send': '送去谢意',
  'thank.said': '您对{name}说',
  'thank.glad': '{name}看到了，很高兴',
  'thanked.title': '有人谢谢您',
  'thanked.glad': '看到了，真高兴',
  'thanked.answered': '您回应过了，对方看得到。',
  'thanked.voice': '对方评价时说的话',
}
