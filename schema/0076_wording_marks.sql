-- The marks of Chinese texts are of Chinese width; no word that people agreed to is another.
update consent_wording set zh = '我同意本平台记录我的姓名、性别、出生日期、联系方式和住址，仅用于志愿服务的对接与记录。我可以随时查看、更正、导出或要求删除。'
where kind = 'record' and version = 1;
update consent_wording set zh = '我单独同意记录我的残疾、困难等敏感情况，仅用于安排合适的帮助。'
where kind = 'sensitive' and version = 1;
update consent_wording set zh = '我同意公布我的姓名（例如感谢和表彰）。'
where kind = 'publish_name' and version = 1;
update consent_wording set zh = '作为监护人，我同意被监护人参加与其年龄相适应的志愿服务。'
where kind = 'guardian_joining' and version = 1;
