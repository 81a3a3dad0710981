//! What every answer tells the browser: each route, signed in and not, and whatever else
//! the hall can answer. The groups are those of the Mozilla Observatory.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST};
use axum::http::{Method, Request, StatusCode};
use base::world::{Answer, NOBODY};

use crate::doors::routes;
use crate::files::none_of;
use crate::walk::{address, world};

/// What is wrong with an answer's headers.
fn complaint(answer: &Answer, is_asset: bool) -> Option<String> {
    let text = |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
    let policy = text("content-security-policy");
    for need in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        if !policy.contains(need) {
            return Some(format!("its content-security-policy has no {need}"));
        }
    }
    if policy.contains("unsafe") || policy.contains('*') || policy.contains("http:") || policy.contains("data:") {
        return Some(format!("its content-security-policy is open: {policy}"));
    }
    let same = [
        ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"), ("x-robots-tag", "noindex, nofollow"),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ];
    for (name, value) in same {
        if text(name) != value {
            return Some(format!("its {name} is “{}”", text(name)));
        }
    }
    if answer.headers.contains_key("access-control-allow-origin") {
        return Some("it lets other sites read it".into());
    }
    if answer.headers.contains_key("server") || answer.headers.contains_key("x-powered-by") {
        return Some("it tells what it is made of".into());
    }
    let kept = if is_asset { "public, max-age=31536000, immutable" } else { "no-store" };
    if !text("cache-control").contains(kept) {
        return Some(format!("its cache-control is “{}”", text("cache-control")));
    }
    if !is_asset && text("x-request-id").len() != 36 {
        return Some("it has no request id".into());
    }
    for cookie in &answer.cookies {
        if !(cookie.contains("HttpOnly") && cookie.contains("SameSite=") && cookie.contains("Secure") && cookie.contains("Path=/")) {
            return Some(format!("it sets a cookie loosely: {}", cookie.split('=').next().unwrap_or("")));
        }
    }
    None
}

fn request(method: Method, path: &str, kind: &str, body: impl Into<Body>) -> Request<Body> {
    Request::builder().method(method).uri(path).header(HOST, "keepwell.test").header(CONTENT_TYPE, kind).header(COOKIE, "kw_lang=en").body(body.into()).unwrap()
}

#[tokio::test]
async fn every_answer_of_every_route_keeps_the_browser_safe() {
    let world = world(|config| config.address = "https://keepwell.test".into()).await;
    let mut complaints = Vec::new();
    let mut seen = 0;
    for (_, route) in routes() {
        for who in [NOBODY, "ana", "ivy"] {
            let path = address(route.path);
            let answer = if route.method == Method::GET { world.get(who, &path).await } else { world.post(who, &path, &[]).await };
            complaints.extend(complaint(&answer, false).map(|c| format!("{} as {who} ({}): {c}", route.plate(), answer.status)));
            seen += 1;
        }
    }
    assert!(seen > 150, "{seen} answers");
    none_of(&complaints);
}

#[tokio::test]
async fn whatever_else_the_hall_answers_keeps_the_browser_safe_too() {
    let world = world(|config| config.address = "https://keepwell.test".into()).await;
    let form = "application/x-www-form-urlencoded";
    let answers = [
        ("not there", StatusCode::NOT_FOUND, world.get(NOBODY, "/nowhere").await),
        ("a number nobody has", StatusCode::NOT_FOUND, world.get("ana", "/people/%00").await),
        ("another verb", StatusCode::METHOD_NOT_ALLOWED, world.send(request(Method::DELETE, "/sign-in", form, "")).await),
        ("too large", StatusCode::PAYLOAD_TOO_LARGE, world.send(request(Method::POST, "/sign-in", form, "x".repeat(300 * 1024))).await),
        ("no form", StatusCode::BAD_REQUEST, world.post(NOBODY, "/language", &[("back", "/a\0b")]).await),
        ("no form token", StatusCode::BAD_REQUEST, world.send(request(Method::POST, "/sign-in", form, "email=a")).await),
        ("a redirect", StatusCode::SEE_OTHER, world.get(NOBODY, "/people").await),
        ("not its own", StatusCode::FORBIDDEN, world.get("gus", "/people/new").await),
        ("another name", StatusCode::MISDIRECTED_REQUEST, world.send(Request::builder().uri("/").header(HOST, "evil.example").body(Body::empty()).unwrap()).await),
        ("no name", StatusCode::BAD_REQUEST, world.send(Request::builder().uri("/").body(Body::empty()).unwrap()).await),
        ("health", StatusCode::OK, world.get(NOBODY, "/health").await),
    ];

    let mut complaints = Vec::new();
    for (what, status, answer) in &answers {
        assert_eq!(answer.status, *status, "{what}: {}", answer.words());
        complaints.extend(complaint(answer, false).map(|c| format!("{what}: {c}")));
        let id = answer.headers["x-request-id"].to_str().unwrap();
        if status.is_client_error() {
            assert!(answer.body.contains(id), "{what}: the page does not say its number");
            assert!(answer.body.contains("href=\"/\""), "{what}: the page leads nowhere");
        }
    }
    let style = world.get(NOBODY, &world.app.assets.url("app.css")).await;
    assert_eq!(style.status, StatusCode::OK);
    complaints.extend(complaint(&style, true).map(|c| format!("a style sheet: {c}")));
    none_of(&complaints);
}

#[tokio::test]
async fn no_page_holds_script_or_style_that_the_policy_would_have_to_allow() {
    let world = world(|_| {}).await;
    let mut complaints = Vec::new();
    for (_, route) in routes().iter().filter(|(_, r)| r.method == Method::GET && !r.path.contains('{')) {
        let body = world.get("ana", route.path).await.body;
        for odd in ["<style", " style=\"", " onclick=", " onload=", "javascript:", "<script>"] {
            if body.contains(odd) {
                complaints.push(format!("{}: {odd}", route.plate()));
            }
        }
    }
    none_of(&complaints);
}

#[tokio::test]
async fn no_header_a_stranger_can_write_turns_a_link_away_from_us() {
    let world = world(|config| config.address = "https://keepwell.test".into()).await;
    let names = [
        "x-forwarded-host", "x-forwarded-server", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-prefix", "x-host", "x-original-host", "x-http-host-override",
        "x-original-url", "x-rewrite-url", "forwarded", "x-real-ip", "x-url-scheme", "base-url", "referer", "x-wap-profile", "via", "proxy-host", "destination", "x-proxy-url",
    ];
    let mut complaints = Vec::new();
    let mut asked = 0;
    for name in names {
        for (value, path) in [("evil.example", "/people"), ("https://evil.example/", "/sign-in?back=//evil.example"), ("host=evil.example;proto=http", "/nowhere")] {
            let request = Request::builder().uri(path).header(HOST, "keepwell.test").header(name, value).body(Body::empty()).unwrap();
            let answer = world.send(request).await;
            asked += 1;
            if answer.location.contains("evil") || answer.body.replace("%2F%2Fevil.example", "").contains("//evil") {
                complaints.push(format!("{name}: {value} at {path} ({}): {}", answer.status, answer.location));
            }
        }
    }
    assert!(asked >= 40);
    none_of(&complaints);
}
