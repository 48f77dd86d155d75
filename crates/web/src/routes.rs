//! The routes of the program, each written down as it is added: the router of `axum` does not tell which it has, and a route
//! that nobody knows of is described nowhere and held to no right.

use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, Route, on};
use tower::{Layer, Service};

use crate::App;

/// Routes, and the list of them. Slices add to it and the composition merges nothing else, so no route stands beside the list.
#[derive(Default)]
#[must_use]
pub struct Routes {
    router: Router<App>,
    all: Vec<(Method, String)>,
    styles: Vec<&'static str>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with one that is read.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.with((Method::GET, MethodFilter::GET), path, handler)
    }

    /// The same, with one that is sent to.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.with((Method::POST, MethodFilter::POST), path, handler)
    }

    /// The same, with one that changes something.
    pub fn patch<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.with((Method::PATCH, MethodFilter::PATCH), path, handler)
    }

    fn with<H, T>(mut self, (method, filter): (Method, MethodFilter), path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.all.push((method, path.to_owned()));
        Self { router: self.router.route(path, on(filter, handler)), ..self }
    }

    /// These and others.
    pub fn merge(mut self, other: Self) -> Self {
        self.all.extend(other.all);
        self.styles.extend(other.styles);
        Self { router: self.router.merge(other.router), ..self }
    }

    /// The same, with a layer around what there is so far.
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        Self { router: self.router.layer(layer), ..self }
    }

    /// The same, with styles that only its pages use; they stand in the one stylesheet behind the shared ones.
    pub fn style(mut self, css: &'static str) -> Self {
        self.styles.push(css);
        self
    }

    /// The styles, in the order in which they were added.
    #[must_use]
    pub fn styles(&self) -> &[&'static str] {
        &self.styles
    }

    /// The list: method, and path as it was added.
    #[must_use]
    pub fn all(&self) -> &[(Method, String)] {
        &self.all
    }

    /// What serves them.
    pub fn into_router(self) -> Router<App> {
        self.router
    }
}

#[cfg(test)]
mod tests {
    use axum::middleware::{Next, from_fn};

    use super::*;

    #[test]
    fn every_route_stands_in_the_list_however_it_came_there() {
        let other =
            Routes::new().get("/b", async || "b").layer(from_fn(async |request, next: Next| next.run(request).await));
        let all = Routes::new().get("/a", async || "a").post("/a", async || "a").merge(other).patch("/a", async || "a");
        let listed: Vec<_> = all.all().iter().map(|(method, path)| format!("{method} {path}")).collect();
        assert_eq!(listed, ["GET /a", "POST /a", "GET /b", "PATCH /a"]);
    }
}
