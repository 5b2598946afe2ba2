#pragma once
#include "access/site_path.h"
#include "stats/stat.h"

/// The verbs of figures. `stats_read` over the subtree shows them, `stats_rows` opens them.
namespace lastmile::stats {

Result<FiguresView> show_figures(Call& call, const AskFigures& query);
/// The same figures as the lines of a sheet.
Result<Page<FigureCell>> list_figures(Call& call, const AskFigures& query);

struct CompareFigures {
  std::optional<access::SitePath> under;
  std::optional<Day> from;
  std::optional<Day> to;
  std::optional<Text<2, 4>> category;
};
BOOST_DESCRIBE_STRUCT(CompareFigures, (), (under, from, to, category))
/// The sites one level beneath; distinct persons never add up, so each line is counted by itself.
Result<Page<FigureLine>> figures_by_site(Call& call, const CompareFigures& query);
Result<Page<FigureLine>> figures_by_category(Call& call, const CompareFigures& query);
Result<Page<FigureLine>> figures_by_month(Call& call, const CompareFigures& query);

struct ListServiceRows {
  std::optional<access::SitePath> under;
  std::optional<Day> from;
  std::optional<Day> to;
  std::optional<Text<2, 4>> category;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListServiceRows, (), (under, from, to, category, cursor, limit))
Result<Page<ServiceRow>> list_service_rows(Call& call, const ListServiceRows& query);
Result<Page<PersonRow>> list_person_rows(Call& call, const ListServiceRows& query);
/// One more than a sheet takes, which then says that it is too long.
inline constexpr std::int64_t rows_at_once_max = 100'001;
/// All of them at once, as a sheet holds them: each page would sum up the whole slice again.
Result<Page<PersonRow>> all_person_rows(Call& call, const ListServiceRows& query);
/// Behind the turns and the number of people served: one row a need and recipient.
Result<Page<TurnRow>> list_recipient_turns(Call& call, const ListServiceRows& query);
Result<Page<RecipientRow>> list_recipient_rows(Call& call, const ListServiceRows& query);
Result<Page<RecipientRow>> all_recipient_rows(Call& call, const ListServiceRows& query);

struct ListNeedRows {
  std::optional<access::SitePath> under;
  std::optional<Day> from;
  std::optional<Day> to;
  std::optional<Text<2, 4>> category;
  std::optional<Figure> figure;  // exactly the rows behind this figure
  std::optional<needs::NeedState> state;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListNeedRows, (), (under, from, to, category, figure, state, cursor, limit))
Result<Page<NeedRow>> list_need_rows(Call& call, const ListNeedRows& query);

}  // namespace lastmile::stats
