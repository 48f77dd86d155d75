//! The examples in `config/deploy` say what is true of the program: its settings, its metrics, its limits.

mod nginx;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;
use server::Config;
use testkit::{TestApp, on_both};

const FILES: [&str; 6] = ["lindung.toml", "lindung.service", "Containerfile", "nginx.conf", "Caddyfile", "alerts.yml"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/deploy")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn named(text: &str, pattern: &str) -> BTreeSet<String> {
    Regex::new(pattern).unwrap().find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

#[test]
fn every_file_is_one_of_those_that_are_looked_at() {
    let there: BTreeSet<String> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, FILES.map(str::to_owned).into());
}

#[test]
fn every_setting_that_they_name_is_one() {
    let config = Config::read(Some(&folder().join("lindung.toml"))).unwrap();
    assert!(config.proxies().unwrap().trusts("127.0.0.1".parse().unwrap()));
    let mut seen = 0;
    for name in FILES {
        for variable in named(&text(name), r"LINDUNG_[A-Z][A-Z_]*[A-Z]") {
            assert!(server::config::is_variable(&variable), "{name}: {variable} is no setting");
            seen += 1;
        }
    }
    assert!(seen >= 6, "{seen}");
    assert!(!server::config::is_variable("LINDUNG_KUNCI") && !server::config::is_variable("LINDUNG_SERVER"));
}

#[tokio::test]
async fn every_metric_of_an_alarm_is_measured() {
    on_both(async |mut test| {
        test.lindung.config.server.metrics_token = "rahasia uji".to_owned();
        let app = TestApp::new(&test).with_token("rahasia uji");
        assert_eq!(app.get("/tidak-ada").await.status, 404);
        let measured = app.get("/metrics").await.text;
        let alerts = text("alerts.yml");
        let metrics = named(&alerts, r"\blindung_[a-z_]+");
        assert!(metrics.len() >= 12, "{metrics:?}");
        for metric in metrics {
            let there = measured.lines().any(|line| {
                let line = line.strip_prefix("# TYPE ").unwrap_or(line);
                line.strip_prefix(metric.as_str()).is_some_and(|rest| rest.starts_with([' ', '{']))
            });
            assert!(there, "{metric} is not measured: {measured}");
        }
        for label in named(&alerts, r#"(check|class|status)="[a-z0-9]+""#) {
            assert!(measured.contains(&label), "{label}: {measured}");
        }
        for figure in ["lindung_answers_total{class=\"4xx\"} 1\n", "lindung_check_grade{check=\"malam\"} 1\n"] {
            assert!(measured.contains(figure), "{figure}: {measured}");
        }
        test
    })
    .await;
}

#[test]
fn proxies_let_through_what_the_program_takes_and_write_nothing_down() {
    let megabytes = web::outer::UPLOAD_LIMIT / 1024 / 1024;
    let (nginx, caddy) = (text("nginx.conf"), text("Caddyfile"));
    assert!(nginx.contains(&format!("client_max_body_size {megabytes}m;")) && nginx.contains("access_log off;"));
    assert!(nginx.contains("X-Forwarded-For $proxy_add_x_forwarded_for;") && nginx.contains("Host $http_host;"));
    // Caddy lets a little more through: what is too large by its own count it would call an answer that does not come.
    assert!(caddy.contains(&format!("max_size {}MiB", megabytes + 1)) && !caddy.contains("\tlog"));
    // The desk asks there whether there is a line.
    assert!(!nginx.contains("/readyz { return") && !caddy.contains("respond /readyz"));
}

#[test]
fn service_and_image_run_without_rights_and_without_secrets() {
    let (unit, image) = (text("lindung.service"), text("Containerfile"));
    for line in [
        "User=lindung",
        "LoadCredential=kunci:/etc/lindung/kunci",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "MemoryDenyWriteExecute=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "SystemCallFilter=@system-service",
        "CapabilityBoundingSet=",
        "LimitCORE=0",
    ] {
        assert!(unit.lines().any(|own| own == line), "{line}");
    }
    assert!(image.lines().any(|line| line == "USER 10001:10001") && image.contains("HEALTHCHECK"));
    for (name, text) in [("lindung.service", &unit), ("Containerfile", &image)] {
        let secret = named(text, r"(MASTER_KEY|DATABASE__URL|METRICS_TOKEN|PASSWORD)=[^…\s]\S*");
        assert!(secret.is_empty(), "{name}: {secret:?}");
    }
    // What is copied into the image is named, so that no data folder and no key come along.
    assert!(!image.lines().any(|line| line.trim() == "COPY . ." || line.trim() == "COPY . ./"));
}
