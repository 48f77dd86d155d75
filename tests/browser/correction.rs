//! A name that is corrected at the airport desk, for somebody whose number is known under another one.

use sea_orm::EntityTrait;
use testkit::Test;
use thirtyfour::Key;

use crate::driver::Served;
use crate::hand::Hand;
use crate::offline::{MANY, inside, says};

/// What was written down without a line comes back, since its number is known under another name: the name is corrected here.
pub(crate) async fn a_name_is_corrected(hand: &Hand, test: &Test, served: Served) -> Served {
    hand.go("/meja/").await;
    // The login of before is enough: the session lives.
    inside(hand).await;
    let port = served.port;
    served.end().await;
    hand.alt('b').await;
    hand.until("document.activeElement.id === 'nama'").await;
    for (id, text) in [("nama", "Warsinah Misalan"), ("nik", "3603994101900007"), ("tanggal_lahir", "01/01/1990")] {
        hand.fill(id, text).await;
    }
    hand.choose("kategori", "Sakit").await;
    hand.alt('s').await;
    says(hand, "#belum", "1 belum terkirim").await;
    let served = Served::begin_at(test, port).await;
    hand.alt('k').await;
    says(hand, "#sini tbody", "Perlu dibetulkan").await;
    hand.tab_to("#sini .name", "Warsinah Misalan").await;
    hand.press(Key::Enter).await;
    says(hand, "#salah", "dapat dibetulkan").await;
    says(hand, "#mungkin", "Nama di isian yang benar").await;
    for choice in ["#mungkin input[type=radio]", "#mungkin input[type=checkbox]"] {
        hand.tab_to(choice, "").await;
        hand.keys(" ").await;
    }
    // That person was received today: this is another arrival.
    says(hand, "#sudah", "Sudah dicatat").await;
    hand.tab_to("#sudah input[type=radio]", "").await;
    hand.press(Key::Down).await;
    assert!(hand.holds("document.querySelector('#sudah input[value=selain]').checked").await);
    hand.picture("meja-betulkan").await;
    hand.alt('s').await;
    // What waits to be mended is not counted among what is not sent.
    hand.until("document.querySelector('#betulkan').hidden").await;
    says(hand, "#belum", "Semua terkirim").await;
    let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
    assert_eq!(people.len(), MANY as usize + 1, "nobody new");
    let named = |name: &str| people.iter().filter(|person| person.nama == name).count();
    assert_eq!((named("Warsinah Misalan"), named("Tarsih Contoh 7")), (1, 0));
    served
}
