//! The routes of the program, listed as they are added. The router of `axum` cannot list its routes, and an unlisted route
//! would have no description and no tested rights.

use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, Route, on};
use tower::{Layer, Service};

use crate::App;

/// Routes, and the list of them. Slices add to it and the composition merges nothing else, so no route is missing from the
/// list.
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

    /// Adds a GET route.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.with((Method::GET, MethodFilter::GET), path, handler)
    }

    /// Adds a POST route.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.with((Method::POST, MethodFilter::POST), path, handler)
    }

    /// Adds a PATCH route.
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

    /// Adds a layer around the routes so far.
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

    /// Adds styles that only these pages use; they follow the shared ones in the one stylesheet.
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

    /// The router that serves them.
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
