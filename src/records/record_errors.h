#pragma once
#include "base/result.h"

/// Every refusal of records, in the order checked.
namespace lastmile::records {

inline constexpr Refusal record_unknown{Kind::missing, "record_unknown",
                                        "There is no such record, or it is not yours to see.",
                                        "没有这条记录，或您无权查看。"};
inline constexpr Refusal record_void{Kind::conflict, "record_void", "This record is void.",
                                     "这条记录已作废。"};
inline constexpr Refusal record_frozen{Kind::conflict, "record_frozen",
                                       "This record is frozen while its case is open.",
                                       "这条记录因核查已冻结。"};
inline constexpr Refusal record_not_pending{Kind::conflict, "record_not_pending",
                                            "This record waits for nobody.",
                                            "这条记录不在待审状态。"};
inline constexpr Refusal own_record{Kind::forbidden, "own_record",
                                    "Nobody vouches for their own hours.",
                                    "不能为自己的时长作证或审批。"};
inline constexpr Refusal attested_already{
    Kind::conflict, "attested_already",
    "Someone has attested it; now a second person with another role approves.",
    "已有人证明，待另一名不同角色的人员审批。"};
inline constexpr Refusal attest_first{Kind::conflict, "attest_first",
                                      "Someone has to attest it before it can be approved.",
                                      "须先有人证明，才能审批。"};
inline constexpr Refusal second_person_needed{Kind::forbidden, "second_person_needed",
                                              "A second person with another role has to approve.",
                                              "须由另一名不同角色的人员审批。"};
inline constexpr Refusal level_too_low{
    Kind::forbidden, "level_too_low",
    "More than 8 hours a day are approved by the site above, more than 12 by the center.",
    "一天超过 8 小时由上级所审批，超过 12 小时由中心审批。"};
inline constexpr Refusal not_service{Kind::invalid, "not_service",
                                     "Training, meetings and paid work are not service hours.",
                                     "培训、会议和有偿工作不计入服务时长。"};
inline constexpr Refusal hours_wrong{
    Kind::invalid, "hours_wrong",
    "Hours end after they start, lie in the past, within one year, "
    "and one record holds a minute to 24 hours.",
    "时间应先始后终、早于现在、一年以内，且单条为 1 分钟到 24 小时。"};
inline constexpr Refusal hours_before_need{
    Kind::invalid, "hours_before_need",
    "These hours lie before the need was asked for: leave `need` out, or correct the hours.",
    "这段时间早于求助提交的时间：请不填 need，或更正起止时间。"};
inline constexpr Refusal other_than_need{
    Kind::invalid, "other_than_need",
    "The need says this otherwise: leave it out to take it from the need, or leave `need` out.",
    "与所填需求的登记不一致：请不填此项（以需求为准），或不填 need。"};
inline constexpr Refusal too_young_for_work{
    Kind::conflict, "too_young_for_work",
    "Nobody under 16 serves here, and nobody under 18 at night (22:00 to 6:00), for more than four "
    "hours at a time or where the work is risky; where no birth date is known, the same holds. "
    "Check the hours, the category and the birth date.",
    "未满 16 周岁不能参加服务；未满 18 周岁不能在夜间（22 点至次日 6 点）服务、单次不能超过 4 "
    "小时，也不能做有风险的工作；未登记出生日期的同样处理。请核对时间、类别和出生日期。"};
inline constexpr Refusal papers_not_valid{
    Kind::conflict, "papers_not_valid",
    "This work asks for a verified licence, and dangerous work for insurance, valid on every day "
    "of these hours. Enter and verify a paper that covers them, or choose the category it was.",
    "这类工作须有服务当天有效且已核验的资质，高风险工作还须有当天有效的保险。"
    "请先登记并核验涵盖当天的证件，或改选实际的服务类别。"};
inline constexpr Refusal hours_overlap{
    Kind::conflict, "hours_overlap",
    "These hours overlap a record of another service; `seen` names it.",
    "与其他服务记录时间重叠，见 seen。"};
inline constexpr Refusal record_exists{Kind::conflict, "record_exists",
                                       "There is a record of this service already; see `seen`.",
                                       "这次服务已有记录，见 seen。"};
inline constexpr Refusal case_open{Kind::conflict, "case_open",
                                   "A case about this record is open already.",
                                   "这条记录已有处理中的异议。"};
inline constexpr Refusal case_unknown{Kind::missing, "case_unknown", "There is no such case.",
                                      "没有这条异议。"};
inline constexpr Refusal case_decided{Kind::conflict, "case_decided", "This case has been decided.",
                                      "该异议已有结论。"};
inline constexpr Refusal star_hours_wrong{
    Kind::invalid, "star_hours_wrong",
    "Stars need five whole numbers of hours that rise, from 1 to 100,000; send null to take them "
    "from the place above.",
    "星级时长应为五个逐级递增的整数（小时），在 1 到 100000 之间；填 null 则沿用上级站点的设置。"};
inline constexpr Refusal nothing_to_certify{Kind::conflict, "nothing_to_certify",
                                            "There are no counted hours in this period.",
                                            "这段时间没有已计入的服务时长。"};
inline constexpr Refusal certificate_unknown{Kind::missing, "certificate_unknown",
                                             "No certificate has this serial number.",
                                             "没有这个编号的证明。"};
inline constexpr Refusal certificate_revoked{Kind::conflict, "certificate_revoked",
                                             "This certificate was revoked.", "该证明已撤销。"};

}  // namespace lastmile::records
