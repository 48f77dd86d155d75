//! Sends a large answer in pieces and with a time limit.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

use super::queue::Held;

/// The size of a piece in bytes.
pub(super) const PIECE: usize = 64 * 1024;
/// How long a client may take to fetch an answer: 20 MB at half a megabit a second.
pub(super) const LONGEST: Duration = Duration::from_mins(6);

type Kept = Arc<Mutex<Option<(Bytes, Arc<Held>)>>>;

/// The body. It keeps the answer's memory and its share of the queue's memory until the client has fetched it, has given up or
/// is too slow.
pub(super) struct Leaving {
    kept: Kept,
    left: usize,
}

impl Leaving {
    /// A body of `bytes`, which are counted in `room`, that may be fetched for at most `longest`.
    pub(super) fn new(bytes: Bytes, room: Arc<Held>, longest: Duration) -> Self {
        let left = bytes.len();
        let kept: Kept = Arc::new(Mutex::new(Some((bytes, room))));
        // If a client stops fetching, the body is not polled any more and cannot see that its time is over; so a separate task
        // ends it.
        let late = Arc::downgrade(&kept);
        tokio::spawn(async move {
            tokio::time::sleep(longest).await;
            if let Some(kept) = late.upgrade() {
                drop(kept.lock().unwrap_or_else(PoisonError::into_inner).take());
            }
        });
        Self { kept, left }
    }
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let piece = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            // A copy, since a slice of the answer would keep all of it in memory.
            let piece = kept.as_mut().map(|(bytes, _)| Bytes::copy_from_slice(&bytes.split_to(PIECE.min(bytes.len()))));
            if kept.as_ref().is_some_and(|(bytes, _)| bytes.is_empty()) {
                *kept = None;
            }
            piece
        };
        let Some(piece) = piece else {
            self.left = 0;
            return Poll::Ready(Some(Err(std::io::Error::other("the client took too long"))));
        };
        self.left -= piece.len();
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http_body_util::BodyExt;

    use super::super::queue::Queue;
    use super::*;

    #[tokio::test]
    async fn an_answer_leaves_whole_and_gives_its_room_back() {
        let queue = Arc::new(Queue::default());
        let seat = queue.enter(None).unwrap();
        let whole: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let room = Arc::new(seat.room_to_leave(whole.len()).await.unwrap());
        let body = Leaving::new(whole.clone().into(), room, LONGEST);
        assert_eq!(body.size_hint().exact(), Some(800_000));
        assert_eq!(body.collect().await.unwrap().to_bytes(), whole);
        let room = Arc::new(seat.room_to_leave(usize::MAX).await.unwrap());
        let mut slow = Leaving::new(whole.into(), room, Duration::from_millis(50));
        assert!(slow.frame().await.unwrap().is_ok());
        assert!(seat.room_to_leave(usize::MAX).await.is_ok(), "a slow client holds it for good");
        assert!(slow.frame().await.unwrap().is_err());
        assert!(slow.frame().await.is_none());
    }
}
