#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "http/open_town_fixture.h"

namespace lastmile::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Dist {
  Dist() {
    std::filesystem::create_directories(path / "assets");
    put("index.html", "<!doctype html>home");
    put("assets/app.js", "plain js");
    put("assets/app.js.br", "br js");
    put("assets/app.js.gz", "gz js");
    put("sw.js", "worker");
    put("../secret.txt", "not for you");
  }
  ~Dist() { std::filesystem::remove_all(dir.path() / "web"); }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(path / name) << text;
  }
  vault::TestDir dir;
  std::filesystem::path path = dir.path() / "web" / "dist";
};

TEST(StaticFiles, AreServedInTheFormTheClientTakes) {
  Dist dist;
  ServeOptions options;
  options.site = dist.path;
  OpenTown open(any_port(), options);
  Line line = open.call();
  const auto get = [&](std::string_view target, std::string_view more = "") {
    line.send(open.get(target, more));
    return line.response();
  };
  const auto br = get("/assets/app.js", "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(br.body, "br js");
  EXPECT_EQ(br.header("Content-Encoding"), "br");
  EXPECT_EQ(br.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(br.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(br.header("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(get("/assets/app.js", "Accept-Encoding: gzip\r\n").body, "gz js");
  EXPECT_EQ(get("/assets/app.js", "Accept-Encoding: br;q=0\r\n").body, "plain js");
  EXPECT_EQ(get("/assets/app.js").body, "plain js");
  const auto kept =
      get("/assets/app.js", "Accept-Encoding: br\r\nIf-None-Match: " + br.header("ETag") + "\r\n");
  EXPECT_EQ(kept.status, 304);
  EXPECT_EQ(kept.body, "");
  EXPECT_EQ(get("/assets/app.js", "If-None-Match: " + br.header("ETag") + "\r\n").status, 200);
  const auto home = get("/");
  EXPECT_EQ(home.body, "<!doctype html>home");
  EXPECT_EQ(home.header("Cache-Control"), "no-cache");
  EXPECT_THAT(home.header("Content-Security-Policy"), HasSubstr("script-src 'self'"));
  EXPECT_THAT(home.header("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_EQ(get("/desk/needs/12?tab=log").body, home.body);
  EXPECT_EQ(get("/sw.js").header("Cache-Control"), "no-cache");
  EXPECT_EQ(get("/assets/gone.js").status, 404);
  EXPECT_EQ(get("/v1/unknown").status, 404);
}

// A browser takes a service worker only as a script from the root, and asks for a new one by itself
// only where the old one is not kept; it puts the app among its programs by the manifest's type.
TEST(StaticFiles, LetABrowserKeepTheApp) {
  Dist dist;
  dist.put("manifest.webmanifest", "{}");
  dist.put("icon-192.png", "picture");
  ServeOptions options;
  options.site = dist.path;
  OpenTown open(any_port(), options);
  Line line = open.call();
  for (const auto& [path, type] : {std::pair{"/sw.js", "text/javascript; charset=utf-8"},
                                   std::pair{"/manifest.webmanifest", "application/manifest+json"},
                                   std::pair{"/icon-192.png", "image/png"}}) {
    line.send(open.get(path));
    const auto answer = line.response();
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.header("Content-Type"), type) << path;
    EXPECT_EQ(answer.header("Cache-Control"), "no-cache") << path;
  }
  line.send(open.get("/"));
  const auto page = line.response();
  EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("worker-src 'self' blob:"));
  EXPECT_THAT(page.header("Permissions-Policy"), HasSubstr("camera=(self)"));
}

TEST(StaticFiles, SayWhenThereIsNoSuchPage) {
  Dist dist;
  dist.put("pages.txt", "/\n/login\n/verify\n/verify/*\n");
  ServeOptions options;
  options.site = dist.path;
  OpenTown open(any_port(), options);
  Line line = open.call();
  const auto get = [&](std::string_view target, std::string_view more = "") {
    line.send(open.get(target, more));
    return line.response();
  };
  for (const char* page : {"/", "/login", "/login/", "/login?to=/", "/verify", "/verify/SN-1"}) {
    EXPECT_EQ(get(page).status, 200) << page;
  }
  const auto home = get("/");
  for (const char* none : {"/loginx", "/login/x", "/wp-login.php", "/verifyx", "/index"}) {
    const auto gone = get(none);
    EXPECT_EQ(gone.status, 404) << none;
    EXPECT_EQ(gone.header("Cache-Control"), "no-store") << none;
    EXPECT_EQ(gone.body, home.body) << "the app tells people so in its own words";
  }
  EXPECT_EQ(get("/gone", "If-None-Match: " + home.header("ETag") + "\r\n").status, 404);
  EXPECT_EQ(get("/sw.js").status, 200);
}

TEST(StaticFiles, LeadNowhereElse) {
  Dist dist;
  ServeOptions options;
  options.site = dist.path;
  OpenTown open(any_port(), options);
  for (const char* target :
       {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/assets/..%5c..%5csecret.txt", "//secret.txt", "/assets/%00", "/./../secret.txt"}) {
    Line line = open.call();
    line.send(open.get(target));
    EXPECT_THAT(line.response().body, Not(HasSubstr("not for you"))) << target;
  }
}

}  // namespace
}  // namespace lastmile::http
