//! The accept loop lets go of clients that never finish what they began.

use std::time::Duration;

use testkit::{Backend, Test};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[tokio::test]
async fn half_a_header_is_let_go_while_others_are_served() {
    let test = Test::open(Backend::Sqlite).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = test.lindung.router();
    let server = tokio::spawn(web_serve(listener, router, stopped));
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Half:").await.unwrap();
    let mut quick = TcpStream::connect(address).await.unwrap();
    quick.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    quick.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(40), slow.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection is still open");
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(30), server).await.unwrap().unwrap();
    test.close().await;
}

async fn web_serve(listener: TcpListener, router: axum::Router, stopped: tokio::sync::oneshot::Receiver<()>) {
    web::serve::run(listener, router, async {
        let _ = stopped.await;
    })
    .await
    .unwrap();
}
