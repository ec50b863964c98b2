//! A round with async-nats: prints "ok <step>" for each step and ends with a non-zero code at the first that fails.
//!
//! ```text
//! dialtone-clients URL
//! dialtone-clients credentials URL creds|nkey|token|user VALUE
//! ```

use async_nats::{Client, ConnectErrorKind, ConnectOptions, HeaderMap, RequestErrorKind};
use bytes::Bytes;
use futures_util::StreamExt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(10);

type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, round, url, kind, value, ..] = arguments.as_slice() {
        assert_eq!(round, "credentials");
        return credentials(url, kind, value).await;
    }
    let url = arguments[1].clone();
    let client = async_nats::connect(&url).await?;
    println!("ok connect");
    pubsub(&client).await?;
    headers(&client).await?;
    requests(&client).await?;
    queue(&client, &url).await?;
    drain(&client, &url).await
}

/// Says a word to itself with credentials of one kind: "ok credentials", or "refused" when the server does not want them.
async fn credentials(url: &str, kind: &str, value: &str) -> Outcome {
    let options = match kind {
        "creds" => ConnectOptions::with_credentials_file(value).await?,
        "nkey" => ConnectOptions::with_nkey(std::fs::read_to_string(value)?.trim().into()),
        "token" => ConnectOptions::with_token(value.into()),
        _ => {
            let (user, password) = value.split_once(':').expect("user:password");
            ConnectOptions::with_user_and_password(user.into(), password.into())
        }
    };
    let client = match options.connect(url).await {
        Ok(client) => client,
        Err(error) if error.kind() == ConnectErrorKind::AuthorizationViolation => {
            println!("refused {error}");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let mut messages = client.subscribe("talk").await?;
    client.publish("talk", "hello".into()).await?;
    let message = tokio::time::timeout(LIMIT, messages.next()).await?.expect("a message");
    assert_eq!(message.payload, "hello");
    println!("ok credentials");
    Ok(())
}

async fn pubsub(client: &Client) -> Outcome {
    let mut messages = client.subscribe("rust.*").await?;
    for i in 0..1000 {
        client.publish("rust.x", Bytes::from(i.to_string())).await?;
    }
    for i in 0..1000 {
        let message = tokio::time::timeout(LIMIT, messages.next()).await?.expect("a message");
        assert_eq!(message.payload, i.to_string());
    }
    messages.unsubscribe().await?;
    println!("ok pubsub");
    Ok(())
}

async fn headers(client: &Client) -> Outcome {
    let mut messages = client.subscribe("headers").await?;
    let mut headers = HeaderMap::new();
    headers.append("A", "1");
    headers.append("A", "2");
    client.publish_with_headers("headers", headers, "body".into()).await?;
    let message = tokio::time::timeout(LIMIT, messages.next()).await?.expect("a message");
    let values: Vec<String> = message.headers.expect("headers").get_all("A").map(|value| value.to_string()).collect();
    assert_eq!(values, ["1", "2"]);
    assert_eq!(message.payload, "body");
    println!("ok headers");
    Ok(())
}

async fn requests(client: &Client) -> Outcome {
    let mut asked = client.subscribe("upper").await?;
    let service = client.clone();
    let worker = tokio::spawn(async move {
        for _ in 0..100 {
            let request = asked.next().await.expect("a request");
            let answer = String::from_utf8_lossy(&request.payload).to_uppercase();
            service.publish(request.reply.expect("a reply"), answer.into()).await.expect("published");
        }
        asked.unsubscribe().await.expect("unsubscribed");
    });
    for _ in 0..100 {
        let answer = client.request("upper", "abc".into()).await?;
        assert_eq!(answer.payload, "ABC");
    }
    worker.await?;
    client.flush().await?;
    let error = client.request("upper", "abc".into()).await.expect_err("nobody there");
    assert_eq!(error.kind(), RequestErrorKind::NoResponders);
    println!("ok request");
    Ok(())
}

async fn queue(client: &Client, url: &str) -> Outcome {
    let taken: Arc<Vec<AtomicUsize>> = Arc::new((0..3).map(|_| AtomicUsize::new(0)).collect());
    let mut workers = Vec::new();
    for i in 0..3 {
        let worker = async_nats::connect(url).await?;
        let mut jobs = worker.queue_subscribe("jobs", "workers".into()).await?;
        worker.request("nobody", Bytes::new()).await.expect_err("a round trip");
        let taken = taken.clone();
        workers.push(tokio::spawn(async move {
            while jobs.next().await.is_some() {
                taken[i].fetch_add(1, Ordering::SeqCst);
            }
            drop(worker);
        }));
    }
    for _ in 0..3000 {
        client.publish("jobs", Bytes::new()).await?;
    }
    let end = Instant::now() + LIMIT;
    let sum = || taken.iter().map(|count| count.load(Ordering::SeqCst)).sum::<usize>();
    while sum() < 3000 && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert_eq!(sum(), 3000);
    assert!(taken.iter().all(|count| count.load(Ordering::SeqCst) > 700));
    workers.iter().for_each(|worker| worker.abort());
    println!("ok queue");
    Ok(())
}

async fn drain(client: &Client, url: &str) -> Outcome {
    let other = async_nats::connect(url).await?;
    let mut messages = other.subscribe("drained").await?;
    other.request("nobody", Bytes::new()).await.expect_err("a round trip");
    for _ in 0..2000 {
        client.publish("drained", Bytes::new()).await?;
    }
    client.request("nobody", Bytes::new()).await.expect_err("a round trip");
    other.drain().await?;
    let mut received = 0;
    while tokio::time::timeout(LIMIT, messages.next()).await?.is_some() {
        received += 1;
    }
    assert_eq!(received, 2000);
    println!("ok drain");
    Ok(())
}
