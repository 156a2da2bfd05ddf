//! Templates for notes.

use desk::Error;
use desk::complaints::SaveNoteTemplate;

use crate::office::tell;

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

        // One name is one text; one's own is no other.
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
            assert!(matches!(wrong.err(), Some(Error::Invalid { .. })), "{name}");
        }

        desk.note_template_remove(call).await.expect("removed");
        let gone = desk.note_template_remove(call).await;
        assert_eq!(gone.err(), Some(Error::NoteTemplateNotFound));
        let left = desk.note_templates().await.expect("templates");
        assert_eq!(left.len(), 1);
    });
}
