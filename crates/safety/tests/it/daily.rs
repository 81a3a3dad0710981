//! Stories of what is done every day.

use base::clock::Moment;
use safety::daily::{Plan, last_backup};
use safety::recovery::{self, RecoveryKey};

use crate::{Elsewhere, file, house};
use base::world::master_key;

#[tokio::test]
async fn every_day_there_is_a_backup_and_old_ones_go() {
    let world = house().await;
    let id = file(&world, 1, b"kept every day").await.unwrap();
    let key = RecoveryKey::new();
    let (data, folder) = (world.folder.path().to_owned(), world.folder.path().join("backups"));
    recovery::keep_envelope(&data, &key.public(), &master_key()).unwrap();
    world.app.room(|| Plan { to: Some(key.public()), data, folder: folder.clone(), keep: 5 });
    base::jobs::settle_repeats(&world.app).await.unwrap();

    for day in 0..8 {
        world.run_jobs().await;
        let last = last_backup(&mut world.app.db.read().await.unwrap()).await.unwrap();
        assert_eq!(last, Some(world.app.now()), "day {day}");
        world.pass(Moment::DAY);
    }

    let mut names: Vec<String> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names[0], "erasures.txt");
    assert_eq!(names.len(), 1 + 6, "{names:?}");
    let place = Elsewhere::new().await;
    let done = place.restore(&folder.join(names.last().unwrap()), &key, Some(&folder.join("erasures.txt"))).await.unwrap();
    assert_eq!(done.erased, 0);
    assert_eq!(crate::content(&place.open().await, &place.data().join("files"), &id).await.unwrap(), b"kept every day");
}

#[tokio::test]
async fn without_a_recovery_key_no_backup_is_made_and_nothing_fails() {
    let world = house().await;
    base::jobs::settle_repeats(&world.app).await.unwrap();

    world.run_jobs().await;

    let counts = base::jobs::counts(&mut world.app.db.read().await.unwrap(), world.app.now()).await.unwrap();
    assert_eq!((counts.retrying, counts.given_up), (0, 0));
    assert_eq!(last_backup(&mut world.app.db.read().await.unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn files_that_nothing_points_to_are_swept_after_a_day_each_with_its_deed() {
    let world = house().await;
    let kept = file(&world, 1, b"kept").await.unwrap();
    let files = world.folder.path().join("blobs");
    std::fs::write(files.join("orphan-1"), "x").unwrap();
    std::fs::write(files.join("half-1.part"), "x").unwrap();
    // The files were written just now, by this machine's clock.
    let written = Moment::from(std::fs::metadata(files.join("orphan-1")).unwrap().modified().unwrap());

    world.app.clock.set(written.plus(Moment::HOUR));
    base::jobs::settle_repeats(&world.app).await.unwrap();
    world.run_jobs().await;
    assert!(files.join("orphan-1").exists() && files.join("half-1.part").exists(), "they may be on their way in");
    world.pass(2 * Moment::DAY);
    world.run_jobs().await;

    assert!(files.join(&kept).exists() && !files.join("orphan-1").exists() && !files.join("half-1.part").exists());
    let swept: Vec<_> = world.trail().await.into_iter().filter(|e| e.deed == "file.swept").map(|e| (e.subject("file").unwrap().to_owned(), e.detail("what").unwrap().to_owned())).collect();
    assert_eq!(swept, [("half-1".to_owned(), "part".to_owned()), ("orphan-1".to_owned(), "orphan".to_owned())]);
}

#[tokio::test]
async fn letters_leave_the_outbox_folder_once_no_link_in_them_can_work_each_with_its_deed() {
    let world = house().await;
    let base::mail::Post::Outbox { folder, .. } = world.app.config.post.clone() else { unreachable!("this world has no mail server") };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("letter-1.eml"), "To: ben@example.org").unwrap();
    std::fs::write(folder.join("a note of ours.txt"), "not a letter").unwrap();
    // The file was written just now, by this machine's clock.
    let written = Moment::from(std::fs::metadata(folder.join("letter-1.eml")).unwrap().modified().unwrap());

    world.app.clock.set(written.plus(14 * Moment::DAY));
    base::jobs::settle_repeats(&world.app).await.unwrap();
    world.run_jobs().await;
    assert!(folder.join("letter-1.eml").exists(), "its link may still work");
    world.pass(2 * Moment::DAY);
    world.run_jobs().await;

    assert!(!folder.join("letter-1.eml").exists() && folder.join("a note of ours.txt").exists());
    let swept: Vec<_> = world.trail().await.into_iter().filter(|e| e.deed == "file.swept").map(|e| (e.subject("file").unwrap().to_owned(), e.detail("what").unwrap().to_owned())).collect();
    assert_eq!(swept, [("letter-1".to_owned(), "letter".to_owned())]);
}
