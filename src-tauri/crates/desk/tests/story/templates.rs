//! Templates for notes.

use desk::Error;
use desk::complaints::SaveNoteTemplate;
use domain::people::Role;

use crate::office::{Engine, Office, runtime, tell};
use crate::team::{as_role, comes};

#[test]
fn a_template_is_kept_changed_and_removed() {
    tell(|office| async move {
        let desk = &office.desk;
        let save = |name: &str, text: &str| SaveNoteTemplate {
            id: None,
            version: None,
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let call = desk
            .note_template_save(save(" Call back ", "Rang at …, asked for …\n"))
            .await
            .expect("kept");
        desk.note_template_save(save("asked the studio", "Asked the studio for …"))
            .await
            .expect("kept");
        let all = desk.note_templates().await.expect("templates");
        let told: Vec<_> = all.iter().map(|one| (&*one.name, &*one.text)).collect();
        assert_eq!(
            told,
            [
                ("asked the studio", "Asked the studio for …"),
                ("Call back", "Rang at …, asked for …"),
            ]
        );

        // One name is one text, however it is written; one's own is no other.
        let named = desk.note_template_named(" call BACK ").await;
        assert_eq!(named.expect("found").id, call);
        let taken = desk.note_template_save(save("CALL BACK", "x")).await;
        assert!(matches!(
            taken.err(),
            Some(Error::NoteTemplateTaken { name }) if name == "CALL BACK"
        ));
        let again = |version| SaveNoteTemplate {
            id: Some(call),
            version: Some(version),
            ..save("Call back", "Rang.")
        };
        desk.note_template_save(again(1)).await.expect("changed");
        let stale = desk.note_template_save(again(1)).await;
        assert_eq!(stale.err(), Some(Error::Conflict));
        for (name, text) in [("", "x"), ("a\nb", "x"), ("Empty", " \n")] {
            let wrong = desk.note_template_save(save(name, text)).await;
            let wrong = wrong.err();
            assert!(
                matches!(wrong, Some(Error::NoteTemplateInvalid { .. })),
                "{name}"
            );
        }

        desk.note_template_remove(call).await.expect("removed");
        let gone = desk.note_template_remove(call).await;
        assert_eq!(gone.err(), Some(Error::NoteTemplateNotFound));
        let left = desk.note_templates().await.expect("templates");
        assert_eq!(left.len(), 1);
    });
}

#[test]
fn of_two_who_keep_one_name_at_once_one_is_told() {
    runtime().block_on(async {
        let office = Office::open(Engine::Pg).await;
        let other = comes(&office, as_role("Bo Lind", Role::Officer)).await;
        let save = |name: &str| SaveNoteTemplate {
            id: None,
            version: None,
            name: name.to_owned(),
            text: "Rang at …".to_owned(),
        };
        for round in 0..8 {
            let (one, two) = (format!("Call {round}"), format!("call {round}"));
            let kept = tokio::join!(
                office.desk.note_template_save(save(&one)),
                other.note_template_save(save(&two)),
            );
            let taken = [kept.0, kept.1].into_iter().filter_map(Result::err);
            let taken: Vec<_> = taken.collect();
            assert!(
                matches!(taken.as_slice(), [Error::NoteTemplateTaken { .. }]),
                "{taken:?}"
            );
        }
    });
}
