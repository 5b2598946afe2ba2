#include "http/log.h"

#include <spdlog/common.h>
#include <spdlog/details/periodic_worker.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/encode.h"
#include "http/turn.h"

namespace lastmile::http {
namespace {

void add_text(std::string& line, std::string_view name, std::string_view value) {
  line += line.empty() ? "{\"" : ",\"";
  line += name;
  line += "\":";
  encode_string(line, value);
}

std::string_view route_of(const Turn& turn) {
  return turn.route ? std::string_view(turn.route->pattern) : turn.path;
}

// A file takes whole blocks: a quiet hour's lines are to be seen too, and a kill costs a second's.
struct Flushed {
  explicit Flushed(std::shared_ptr<spdlog::logger> l)
      : logger(std::move(l)), each_second([this] { logger->flush(); }, std::chrono::seconds(1)) {}
  std::shared_ptr<spdlog::logger> logger;
  spdlog::details::periodic_worker each_second;
};

}  // namespace

void RequestLog::answered(const Turn& turn, std::string_view route, int status) {
  if (!logger_ || !logger_->should_log(spdlog::level::info)) return;
  const auto took =
      std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - turn.begun);
  std::string line;
  line.reserve(192);
  add_text(
      line, "at",
      to_text(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())));
  add_text(line, "event", "request");
  add_text(line, "method", turn.asked.method);
  add_text(line, "route", route);
  fmt::format_to(std::back_inserter(line), ",\"status\":{},\"ms\":{}.{:03}", status,
                 took.count() / 1000, took.count() % 1000);
  if (turn.actor.person) add_text(line, "actor", turn.actor.person->text());
  if (turn.refused) add_text(line, "code", turn.refused->refusal.code);
  if (turn.replayed) line += ",\"replayed\":true";
  line += '}';
  logger_->info(line);
}

void RequestLog::fault(const Turn& turn, std::string_view incident, std::string_view what,
                       bool loud) {
  if (!logger_) return;
  std::string line;
  add_text(
      line, "at",
      to_text(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())));
  add_text(line, "event", loud ? "broken" : "fault");
  add_text(line, "method", turn.asked.method);
  add_text(line, "route", route_of(turn));
  add_text(line, "incident", incident);
  add_text(line, "what", what);
  line += '}';
  if (loud)
    logger_->critical(line);
  else
    logger_->error(line);
  logger_->flush();
}

void RequestLog::note(std::string_view event, std::string_view text) {
  if (!logger_) return;
  std::string line;
  add_text(
      line, "at",
      to_text(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())));
  add_text(line, "event", event);
  add_text(line, "text", text);
  line += '}';
  logger_->warn(line);
}

bool RequestLog::set_level(std::string_view level) {
  const auto parsed = spdlog::level::from_str(std::string(level));
  if (parsed == spdlog::level::off && level != "off") return false;
  if (logger_) logger_->set_level(parsed);
  return true;
}

std::string RequestLog::level() const {
  if (!logger_) return "off";
  const auto name = spdlog::level::to_string_view(logger_->level());
  return {name.data(), name.size()};
}

std::shared_ptr<spdlog::logger> json_logger(const std::string& file) {
  spdlog::sink_ptr sink;
  if (file.empty())
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  else
    sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
  auto logger = std::make_shared<spdlog::logger>("http", std::move(sink));
  logger->set_pattern("%v");
  logger->flush_on(spdlog::level::warn);
  const auto kept = std::make_shared<Flushed>(std::move(logger));
  return {kept, kept->logger.get()};
}

}  // namespace lastmile::http
