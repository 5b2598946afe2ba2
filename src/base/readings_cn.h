#pragma once
#include <string_view>

namespace lastmile {

/// Readings of Chinese characters where the usual one (ICU's) is not that of names.
/// `长 chang` holds everywhere, `^单 shan` at the beginning of a name (a surname), `解放 jie fang`
/// for the whole phrase; the longest phrase wins, then the beginning, then the character.
inline constexpr std::string_view readings_cn = R"(
长 chang
都 du
重 chong
什 shi
厦 xia
埔 pu
卜 bu
曾 zeng
仇 qiu
翟 zhai
缪 miao
晟 sheng
渑 mian
陕 shan
芎 xiong
^单 shan
^解 xie
^区 ou
^查 zha
^朴 piao
^种 chong
^秘 bi
^薄 bo
^覃 qin
^尉 wei
^隗 wei
^郇 xun
^员 yun
单家 shan jia
单庄 shan zhuang
单楼 shan lou
单县 shan xian
单位 dan wei
单身 dan shen
单于 chan yu
解放 jie fang
解困 jie kun
解甲 jie jia
解愁 jie chou
解忧 jie you
解家 xie jia
解庄 xie zhuang
解村 xie cun
解州 xie zhou
区府 qu fu
区直 qu zhi
区政 qu zheng
区委 qu wei
区医 qu yi
区机 qu ji
区级 qu ji
查干 cha gan
查哈 cha ha
查汗 cha han
查布 cha bu
查日 cha ri
查拉 cha la
查仓 cha cang
查卡 cha ka
查龙 cha long
查那 cha na
查尔 cha er
查巴 cha ba
查家 zha jia
查庄 zha zhuang
朴树 pu shu
朴实 pu shi
朴席 pu xi
朴头 pu tou
种畜 zhong chu
种猪 zhong zhu
种田 zhong tian
种羊 zhong yang
种子 zhong zi
种牛 zhong niu
种马 zhong ma
种植 zhong zhi
种苗 zhong miao
薄板 bao ban
薄荷 bo he
员工 yuan gong
员外 yuan wai
员村 yuan cun
长孙 zhang sun
长子县 zhang zi xian
长子营 zhang zi ying
村长 cun zhang
镇长 zhen zhang
家长 jia zhang
校长 xiao zhang
社长 she zhang
会长 hui zhang
院长 yuan zhang
站长 zhan zhang
组长 zu zhang
队长 dui zhang
成长 cheng zhang
重工 zhong gong
重型 zhong xing
重机 zhong ji
重点 zhong dian
重汽 zhong qi
重钢 zhong gang
起重 qi zhong
大厦 da sha
广厦 guang sha
金厦 jin sha
商厦 shang sha
大埔 da bu
银行 yin hang
太行 tai hang
商行 shang hang
洋行 yang hang
柳行 liu hang
枣行 zao hang
树行 shu hang
梨行 li hang
杏行 xing hang
杨行 yang hang
西藏 xi zang
康藏 kang zang
地藏 di zang
宝藏 bao zang
藏族 zang zu
藏区 zang qu
藏文 zang wen
藏语 zang yu
人参 ren shen
海参 hai shen
参场 shen chang
参茸 shen rong
音乐 yin yue
乐清 yue qing
乐亭 lao ting
乐陵 lao ling
会计 kuai ji
会稽 kuai ji
六安 lu an
六合区 lu he qu
吴堡 wu bu
里堡 li pu
鸭绿 ya lu
绿林 lu lin
泊头 bo tou
东阿 dong e
阿胶 e jiao
召陵 shao ling
牟平 mu ping
中牟 zhong mu
莘庄 xin zhuang
莘松 xin song
莘塍 xin cheng
蔚县 yu xian
浚县 xun xian
荥经 ying jing
铅山 yan shan
洪洞 hong tong
崆峒 kong tong
泌阳 bi yang
涡阳 guo yang
枞阳 zong yang
蚌埠 beng bu
黄陂 huang pi
繁峙 fan shi
犍为 qian wei
筠连 jun lian
珲春 hun chun
番禺 pan yu
尉迟 yu chi
尉犁 yu li
万俟 mo qi
澹台 tan tai
龟兹 qiu ci
吐谷浑 tu yu hun
)";

}  // namespace lastmile
