//! The door for those who type the address without encryption: it shows the way, and nothing else.

use axum::Router;
use axum::extract::Request;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

/// Sends every visit to the same page at `address` (no slash at its end). Forms are
/// refused: what was typed has already crossed the network in the clear.
pub fn to_https(address: &str) -> Router {
    let address = address.to_owned();
    Router::new().fallback(async move |request: Request| way(&address, &request))
}

/// The way to the same page at the address.
pub fn way(address: &str, request: &Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
    let path = if path.starts_with('/') { path } else { "/" };
    let mut response = if is_visit(request.method()) {
        StatusCode::PERMANENT_REDIRECT.into_response()
    } else {
        (StatusCode::FORBIDDEN, format!("This address is not encrypted, so nothing was taken. Go to {address}\nCette adresse n’est pas chiffrée : rien n’a été pris. Allez à {address}\n")).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(target) = HeaderValue::from_str(&format!("{address}{path}"))
        && is_visit(request.method())
    {
        headers.insert(LOCATION, target);
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    response
}

fn is_visit(method: &Method) -> bool {
    [Method::GET, Method::HEAD].contains(method)
}
