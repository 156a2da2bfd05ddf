//! Signed checkpoints.

use domain::audit::Checkpoint;
use vault::*;

#[test]
fn a_note_is_believed_only_as_it_was_signed() {
    let (key, other) = (SigningKey::random().unwrap(), SigningKey::random().unwrap());
    let name = "audit.example/office";
    let checkpoint = Checkpoint {
        origin: name.into(),
        size: 42,
        root: [3; 32],
    };
    let note = sign_checkpoint(&checkpoint, name, &key).unwrap();
    let public = key.verifying();
    assert_eq!(
        open_checkpoint(&note, name, &public),
        Ok(checkpoint.clone())
    );

    let cosigned = {
        let theirs = sign_checkpoint(&checkpoint, "witness.example", &other).unwrap();
        format!("{note}{}\n", theirs.lines().last().unwrap())
    };
    assert_eq!(
        open_checkpoint(&cosigned, name, &public),
        Ok(checkpoint.clone())
    );
    assert_eq!(
        open_checkpoint(&cosigned, "witness.example", &other.verifying()),
        Ok(checkpoint.clone())
    );

    assert_eq!(
        open_checkpoint(&note, name, &other.verifying()),
        Err(NoteError::NotSigned)
    );
    assert_eq!(
        open_checkpoint(&note, "someone.example", &public),
        Err(NoteError::NotSigned)
    );
    let rewritten = note.replacen("42", "41", 1);
    assert_eq!(
        open_checkpoint(&rewritten, name, &public),
        Err(NoteError::FalseSignature)
    );
    assert_eq!(
        open_checkpoint(&checkpoint.signed_text(), name, &public),
        Err(NoteError::Malformed)
    );
    assert_eq!(
        sign_checkpoint(&checkpoint, "two words", &key),
        Err(NoteError::Name)
    );
}

/// A published verifier key carries its name and key id.
#[test]
fn a_public_key_has_the_published_form() {
    // The example key of golang.org/x/mod/sumdb/note: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
    let data = data_encoding::BASE64
        .decode(b"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        .unwrap();
    let key = VerifyingKey::try_from(&data[1..]).unwrap();
    let root = data_encoding::BASE64.encode(&[0; 32]);
    let unsigned = |id: [u8; 4]| {
        let line = data_encoding::BASE64.encode(&[id.as_slice(), &[0; 64]].concat());
        format!("log\n1\n{root}\n\n\u{2014} PeterNeumann {line}\n")
    };
    // Recognised by its id, and then found false; any other id is passed over.
    let ours = unsigned([0xc7, 0x4f, 0x20, 0xa3]);
    assert_eq!(
        open_checkpoint(&ours, "PeterNeumann", &key),
        Err(NoteError::FalseSignature)
    );
    let another = unsigned([0xc7, 0x4f, 0x20, 0xa4]);
    assert_eq!(
        open_checkpoint(&another, "PeterNeumann", &key),
        Err(NoteError::NotSigned)
    );
}
