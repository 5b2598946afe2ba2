#pragma once
#include <array>
#include <string>

/// Invented people: common surnames and given names, put together by chance.
namespace lastmile::demo {

inline constexpr std::array surnames{
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
    "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
    "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾",
    "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜"};
inline constexpr std::array given_first{"建", "秀", "志", "玉", "国", "春", "文", "海", "桂", "红",
                                        "晓", "永", "丽", "明", "俊", "雪", "金", "素", "庆", "子",
                                        "思", "佳", "浩", "雨", "欣", "梦", "凯", "兰", "振", "淑"};
inline constexpr std::array given_second{
    "华", "英", "强", "兰", "平", "梅", "军", "芳", "林", "珍", "涛", "敏", "杰", "霞", "波",
    "云", "辉", "琴", "宇", "静", "洋", "琳", "超", "妮", "轩", "涵", "阳", "娟", "峰", "荣"};
inline constexpr std::array team_kinds{"助老", "维修", "陪诊", "理发", "家教",
                                       "法律", "心理", "环保", "宣讲", "文艺",
                                       "巡逻", "跑腿", "义诊", "交通", "阅读"};

/// What residents ask for, by category.
struct Story {
  const char* category;
  const char* details;
  int minutes;
};
inline constexpr std::size_t simple_stories = 4;  // of the first ones: errands and company
inline constexpr std::array stories{
    Story{"0401", "想请人陪老人说说话，顺便看看家里有没有什么要帮忙的。", 60},
    Story{"0401", "一个人住，腿脚不便，想请人帮忙打扫一下屋子。", 90},
    Story{"0405", "药快吃完了，想请人帮忙去药店取一下药。", 45},
    Story{"0405", "想请人帮忙把米面从小区门口搬到五楼。", 30},
    Story{"0406", "厨房水龙头一直滴水，想请人来看看。", 60},
    Story{"0406", "客厅的灯不亮了，不敢自己登高换。", 40},
    Story{"0606", "周四要去市中心医院复查，想请人陪着去。", 180},
    Story{"0203", "手机不会用，想学学怎么和孙女视频。", 60},
    Story{"0203", "想学会在手机上缴电费。", 45},
    Story{"0701", "孩子三年级，数学跟不上，想请人辅导。", 90},
    Story{"0801", "家里的拆迁补偿想咨询一下律师。", 60},
    Story{"0601", "血压一直不稳，想请医生上门看看。", 45},
    Story{"1001", "老伴刚走，心里难受，想找人聊聊。", 60},
    Story{"0501", "楼道里堆了很多杂物，想请人一起清理。", 90},
    Story{"0502", "不清楚垃圾怎么分，想请人来讲讲。", 45},
    Story{"0905", "老接到陌生电话要转账，想请人讲讲怎么防诈骗。", 45},
    Story{"0404", "孙子放学没人接，想请人帮忙照看到六点。", 120},
    Story{"0102", "想了解高龄补贴怎么申请。", 30},
};

}  // namespace lastmile::demo
