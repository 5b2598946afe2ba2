#pragma once
#include <span>

#include "base/result.h"

/// Every refusal of the machine itself, in the order a request meets them. What a feature refuses
/// stands in that feature's own errors file.
namespace lastmile::http {

inline constexpr Refusal malformed_request{
    Kind::invalid, "malformed_request", "This is no well-formed HTTP/1.1 request: mend and resend.",
    "请求不是合法的 HTTP/1.1 报文，请检查后重发。"};
inline constexpr Refusal header_too_large{
    Kind::too_large, "header_too_large", "The header is over 16 KiB: send fewer or shorter fields.",
    "请求头超过 16 KiB，请减少后重发。"};
inline constexpr Refusal transfer_coding_unknown{
    Kind::invalid, "transfer_coding_unknown",
    "Send the body as it is, with Content-Length or with Transfer-Encoding: chunked and no other.",
    "正文请原样发送：写 Content-Length，或只写 Transfer-Encoding: chunked，不要用别的传输编码。"};
inline constexpr Refusal timed_out{Kind::invalid, "timed_out",
                                   "The request did not arrive in time: send it again.",
                                   "请求未在规定时间内收全，请重新发送。"};
inline constexpr Refusal overloaded{
    Kind::too_many, "overloaded",
    "Too much is asked at once: wait as Retry-After says, then resend.",
    "现在太忙，请按 Retry-After 的秒数稍后再试。"};
inline constexpr Refusal too_many_requests{
    Kind::too_many, "too_many_requests",
    "Too many requests from this address: wait as Retry-After says, then resend.",
    "该地址请求过于频繁，请按 Retry-After 的秒数稍后再试。"};
inline constexpr Refusal route_unknown{Kind::missing, "route_unknown",
                                       "There is no such address: see /docs/api.",
                                       "没有这个地址，请查看 /docs/api。"};
inline constexpr Refusal method_not_allowed{
    Kind::invalid, "method_not_allowed", "This address takes other methods: see the Allow header.",
    "该地址不接受这种方法，请看 Allow 头。"};
inline constexpr Refusal body_too_large{Kind::too_large, "body_too_large",
                                        "The body is too large for this address: send less.",
                                        "正文超过该地址的上限，请减小后重发。"};
inline constexpr Refusal cross_site{
    Kind::forbidden, "cross_site",
    "A signed-in browser may only send from this site's own pages; programs send the session in "
    "the header Authorization: Bearer.",
    "只接受本站页面发出的请求；程序请用 Authorization: Bearer 头携带会话。"};
inline constexpr Refusal content_type_wrong{
    Kind::invalid, "content_type_wrong",
    "Send the body uncompressed, with the header Content-Type and a type that this address takes: "
    "see `errors`.",
    "正文不要压缩，并用 Content-Type 头写明该地址接受的类型，见 errors。"};
inline constexpr Refusal idempotency_key_missing{
    Kind::invalid, "idempotency_key_missing",
    "Send the header Idempotency-Key with a fresh random value, e.g. a UUID, and the same value "
    "when you resend.",
    "请带上 Idempotency-Key 头：每次操作一个新的随机值（如 UUID），重发时用同一个值。"};
inline constexpr Refusal idempotency_key_malformed{
    Kind::invalid, "idempotency_key_malformed",
    "The header Idempotency-Key holds 1 to 128 visible ASCII characters.",
    "Idempotency-Key 头应为 1 到 128 个可见 ASCII 字符。"};
inline constexpr Refusal not_signed_in{Kind::unauthenticated, "not_signed_in", "Sign in first.",
                                       "请先登录。"};
inline constexpr Refusal session_over{Kind::unauthenticated, "session_over",
                                      "This session is over: sign in again.",
                                      "登录已失效，请重新登录。"};
inline constexpr Refusal right_missing{Kind::forbidden, "right_missing",
                                       "Your roles do not include the right this needs.",
                                       "您的角色没有这项权限。"};
inline constexpr Refusal idempotency_key_reused{
    Kind::conflict, "idempotency_key_reused",
    "This Idempotency-Key was used for another request: take a new one.",
    "这个 Idempotency-Key 已用于别的请求，请换一个新的值。"};
inline constexpr Refusal kept_answer_unreadable{
    Kind::conflict, "kept_answer_unreadable",
    "This was done before, but its kept answer was damaged: look at what was done instead.",
    "该操作已经完成，但保存的答复已损坏：请查看结果，不要重复操作。"};
inline constexpr Refusal kept_answer_gone{
    Kind::conflict, "kept_answer_gone",
    "This was done, but its answer is no longer told: somebody it names was erased since. Look at "
    "the thing itself.",
    "该操作已经完成，但答复涉及的人已删除信息，不再给出：请直接查看结果，不要重复操作。"};
inline constexpr Refusal not_now{Kind::unavailable, "unavailable",
                                 "The service cannot do this now, nothing was done: try again.",
                                 "服务暂时不可用，没有做任何改动，请稍后再试。"};
inline constexpr Refusal disk_full{
    Kind::unavailable, "disk_full",
    "No space is left, nothing was done: free some space; reading still works.",
    "存储空间已满，没有做任何改动：请清理空间，查看不受影响。"};
inline constexpr Refusal fault{
    Kind::unavailable, "fault",
    "Something broke here, nothing was done: try again, and name the incident if it persists.",
    "程序出错，没有做任何改动：请重试，仍不行请报告 incident 编号。"};

/// All of them with their statuses, for the reference page.
struct MachineRefusal {
  Refusal refusal;
  int status;
};
std::span<const MachineRefusal> machine_refusals();

}  // namespace lastmile::http
