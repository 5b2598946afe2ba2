#pragma once
#include <string_view>

namespace lastmile {

/// China's holidays, in the rows that `parse_calendar` reads and `holidays` in town.conf adds to.
/// `off` and `work` come from the State Council's yearly notice and make their year published;
/// `statutory` days are off by law whatever the notice will say.
inline constexpr std::string_view holidays_cn = R"(
# 2024: State Council notice 国办发明电〔2023〕7号
2024-01-01 off 元旦 New Year
2024-02-04 work 春节 Spring Festival
2024-02-10..2024-02-17 off 春节 Spring Festival
2024-02-18 work 春节 Spring Festival
2024-04-04..2024-04-06 off 清明节 Qingming
2024-04-07 work 清明节 Qingming
2024-04-28 work 劳动节 Labour Day
2024-05-01..2024-05-05 off 劳动节 Labour Day
2024-05-11 work 劳动节 Labour Day
2024-06-10 off 端午节 Dragon Boat
2024-09-14 work 中秋节 Mid-Autumn
2024-09-15..2024-09-17 off 中秋节 Mid-Autumn
2024-09-29 work 国庆节 National Day
2024-10-01..2024-10-07 off 国庆节 National Day
2024-10-12 work 国庆节 National Day
# 2025: State Council notice 国办发明电〔2024〕12号
2025-01-01 off 元旦 New Year
2025-01-26 work 春节 Spring Festival
2025-01-28..2025-02-04 off 春节 Spring Festival
2025-02-08 work 春节 Spring Festival
2025-04-04..2025-04-06 off 清明节 Qingming
2025-04-27 work 劳动节 Labour Day
2025-05-01..2025-05-05 off 劳动节 Labour Day
2025-05-31..2025-06-02 off 端午节 Dragon Boat
2025-09-28 work 国庆节、中秋节 National Day and Mid-Autumn
2025-10-01..2025-10-08 off 国庆节、中秋节 National Day and Mid-Autumn
2025-10-11 work 国庆节、中秋节 National Day and Mid-Autumn
# 2026: State Council notice of 2025-11-04
2026-01-01..2026-01-03 off 元旦 New Year
2026-01-04 work 元旦 New Year
2026-02-14 work 春节 Spring Festival
2026-02-15..2026-02-23 off 春节 Spring Festival
2026-02-28 work 春节 Spring Festival
2026-04-04..2026-04-06 off 清明节 Qingming
2026-05-01..2026-05-05 off 劳动节 Labour Day
2026-05-09 work 劳动节 Labour Day
2026-06-19..2026-06-21 off 端午节 Dragon Boat
2026-09-20 work 国庆节 National Day
2026-09-25..2026-09-27 off 中秋节 Mid-Autumn
2026-10-01..2026-10-07 off 国庆节 National Day
2026-10-10 work 国庆节 National Day
# From 2027 the arrangements are not yet published: the statutory days of the law (国令795) only.
2027-01-01 statutory 元旦 New Year
2027-02-06..2027-02-09 statutory 春节 Spring Festival
2027-04-05 statutory 清明节 Qingming
2027-05-01..2027-05-02 statutory 劳动节 Labour Day
2027-06-09 statutory 端午节 Dragon Boat
2027-09-15 statutory 中秋节 Mid-Autumn
2027-10-01..2027-10-03 statutory 国庆节 National Day
2028-01-01 statutory 元旦 New Year
2028-01-25..2028-01-28 statutory 春节 Spring Festival
2028-04-04 statutory 清明节 Qingming
2028-05-01..2028-05-02 statutory 劳动节 Labour Day
2028-05-28 statutory 端午节 Dragon Boat
2028-10-01..2028-10-02 statutory 国庆节 National Day
2028-10-03 statutory 国庆节、中秋节 National Day and Mid-Autumn
2029-01-01 statutory 元旦 New Year
2029-02-12..2029-02-15 statutory 春节 Spring Festival
2029-04-04 statutory 清明节 Qingming
2029-05-01..2029-05-02 statutory 劳动节 Labour Day
2029-06-16 statutory 端午节 Dragon Boat
2029-09-22 statutory 中秋节 Mid-Autumn
2029-10-01..2029-10-03 statutory 国庆节 National Day
2030-01-01 statutory 元旦 New Year
2030-02-01..2030-02-04 statutory 春节 Spring Festival
2030-04-05 statutory 清明节 Qingming
2030-05-01..2030-05-02 statutory 劳动节 Labour Day
2030-06-05 statutory 端午节 Dragon Boat
2030-09-12 statutory 中秋节 Mid-Autumn
2030-10-01..2030-10-03 statutory 国庆节 National Day
2031-01-01 statutory 元旦 New Year
2031-01-22..2031-01-25 statutory 春节 Spring Festival
2031-04-05 statutory 清明节 Qingming
2031-05-01..2031-05-02 statutory 劳动节 Labour Day
2031-06-24 statutory 端午节 Dragon Boat
2031-10-01..2031-10-03 statutory 国庆节、中秋节 National Day and Mid-Autumn
2032-01-01 statutory 元旦 New Year
2032-02-10..2032-02-13 statutory 春节 Spring Festival
2032-04-04 statutory 清明节 Qingming
2032-05-01..2032-05-02 statutory 劳动节 Labour Day
2032-06-12 statutory 端午节 Dragon Boat
2032-09-19 statutory 中秋节 Mid-Autumn
2032-10-01..2032-10-03 statutory 国庆节 National Day
2033-01-01 statutory 元旦 New Year
2033-01-30..2033-02-02 statutory 春节 Spring Festival
2033-04-04 statutory 清明节 Qingming
2033-05-01..2033-05-02 statutory 劳动节 Labour Day
2033-06-01 statutory 端午节 Dragon Boat
2033-09-08 statutory 中秋节 Mid-Autumn
2033-10-01..2033-10-03 statutory 国庆节 National Day
2034-01-01 statutory 元旦 New Year
2034-02-18..2034-02-21 statutory 春节 Spring Festival
2034-04-05 statutory 清明节 Qingming
2034-05-01..2034-05-02 statutory 劳动节 Labour Day
2034-06-20 statutory 端午节 Dragon Boat
2034-09-27 statutory 中秋节 Mid-Autumn
2034-10-01..2034-10-03 statutory 国庆节 National Day
2035-01-01 statutory 元旦 New Year
2035-02-07..2035-02-10 statutory 春节 Spring Festival
2035-04-05 statutory 清明节 Qingming
2035-05-01..2035-05-02 statutory 劳动节 Labour Day
2035-06-10 statutory 端午节 Dragon Boat
2035-09-16 statutory 中秋节 Mid-Autumn
2035-10-01..2035-10-03 statutory 国庆节 National Day
)";

}  // namespace lastmile
