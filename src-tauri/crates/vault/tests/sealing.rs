//! Sealed values, blobs and wraps open where they belong and nowhere else.

use proptest::prelude::*;
use uuid::Uuid;
use vault::*;

const LIMIT: usize = 1 << 20;

fn place(workspace: u128, field: u16, row: u128) -> Place {
    Place {
        workspace: Uuid::from_u128(workspace),
        field,
        row: Uuid::from_u128(row),
    }
}

/// Text that compresses, and bytes that don't.
fn content() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..300),
        "[a-c。]{0,400}".prop_map(String::into_bytes),
        ("[a-z]{1,9}", 1..3000usize).prop_map(|(word, times)| word.repeat(times).into_bytes()),
    ]
}

proptest! {
    #[test]
    fn a_value_opens_as_it_was(plain in content(), id in any::<u32>(), field in any::<u16>()) {
        let (key, at) = (DataKey::random().unwrap(), place(1, field, 2));
        let sealed = seal(&key, &at, id, &plain).unwrap();
        prop_assert!(sealed.len() <= plain.len() + 46);
        prop_assert_eq!(key_id(&sealed).unwrap(), id);
        prop_assert_eq!(&*open(&key, &at, &sealed, plain.len()).unwrap(), &plain);
        if let Some(limit) = plain.len().checked_sub(1) {
            prop_assert_eq!(open(&key, &at, &sealed, limit).err(), Some(SealError::TooLong { limit }));
        }
    }

    #[test]
    fn a_changed_or_cut_value_does_not_open(
        plain in content(), bit in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(),
    ) {
        let (key, at) = (DataKey::random().unwrap(), place(1, 2, 3));
        let sealed = seal(&key, &at, 7, &plain).unwrap();
        let mut changed = sealed.clone();
        let bit = bit.index(sealed.len() * 8);
        changed[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(open(&key, &at, &changed, LIMIT).is_err());
        prop_assert!(open(&key, &at, &sealed[..cut.index(sealed.len())], LIMIT).is_err());
    }

    #[test]
    fn wraps_open_for_their_object_alone(bit in 0..105 * 8usize, generation in 0..9u32) {
        let (holder, other) = (SecretKey::random().unwrap(), SecretKey::random().unwrap());
        let [scope, object, stranger] = [1, 2, 3].map(Uuid::from_u128);
        let (key, at) = (DataKey::random().unwrap(), place(1, 2, 3));
        let sealed = seal(&key, &at, 0, b"text").unwrap();
        let wrapper = Wrapper::new(&holder.public(), scope, generation).unwrap();
        let wrapped = wrapper.wrap(&key, object).unwrap();

        let opened: DataKey = unwrap(&wrapped, scope, generation, object, &holder).unwrap();
        prop_assert_eq!(&**open(&opened, &at, &sealed, LIMIT).unwrap(), b"text");

        let refused = |wrapped: &[u8], scope, generation, object, with: &SecretKey| {
            unwrap::<DataKey>(wrapped, scope, generation, object, with).is_err()
        };
        prop_assert!(refused(&wrapped, stranger, generation, object, &holder));
        prop_assert!(refused(&wrapped, scope, generation + 1, object, &holder));
        prop_assert!(refused(&wrapped, scope, generation, stranger, &holder));
        prop_assert!(refused(&wrapped, scope, generation, object, &other));
        prop_assert!(unwrap::<SecretKey>(&wrapped, scope, generation, object, &holder).is_err());
        let mut changed = wrapped.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        // The top bit of an X25519 point is ignored, but the derivation binds it.
        prop_assert!(refused(&changed, scope, generation, object, &holder));
        prop_assert!(refused(&wrapped[..bit / 8], scope, generation, object, &holder));
    }
}

#[test]
fn a_moved_value_does_not_open() {
    let key = DataKey::random().unwrap();
    let sealed = seal(&key, &place(1, 2, 3), 0, b"text").unwrap();
    for elsewhere in [place(9, 2, 3), place(1, 9, 3), place(1, 2, 9)] {
        assert_eq!(
            open(&key, &elsewhere, &sealed, LIMIT).err(),
            Some(SealError::Refused)
        );
    }
    let other = DataKey::random().unwrap();
    assert_eq!(
        open(&other, &place(1, 2, 3), &sealed, LIMIT).err(),
        Some(SealError::Refused)
    );
}

#[test]
fn a_blob_is_whole_or_refused() {
    let (key, at) = (DataKey::random().unwrap(), place(1, 2, 3));
    let read = |chunks: &[Vec<u8>]| {
        let mut reader = BlobReader::new(&key, at);
        let mut raw = Vec::new();
        for chunk in chunks {
            raw.extend_from_slice(&reader.next(chunk)?);
        }
        reader.finish().map(|()| raw)
    };
    for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
        let raw: Vec<u8> = (0..length).map(|at| (at * at / 7) as u8).collect();
        let chunks: Vec<_> = seal_blob(&key, at, 5, &raw)
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(chunks.len(), length.div_ceil(CHUNK).max(1));
        assert!(read(&chunks).unwrap() == raw);
        assert_eq!(
            read(&chunks[..chunks.len() - 1]).err(),
            Some(SealError::Incomplete)
        );
        let twice = [chunks.clone(), chunks.clone()].concat();
        assert_eq!(read(&twice).err(), Some(SealError::Incomplete));
        if chunks.len() > 1 {
            let mut swapped = chunks.clone();
            swapped.swap(0, 1);
            assert_eq!(read(&swapped).err(), Some(SealError::Refused));
            assert_eq!(read(&chunks[1..]).err(), Some(SealError::Refused));
            // A shorter blob can't be made by marking an earlier chunk as the last.
            let mut ended = chunks[0].clone();
            ended[0] = 1;
            assert_eq!(read(&[ended]).err(), Some(SealError::Refused));
        }
    }
    let value = seal(&key, &at, 0, b"value").unwrap();
    let as_chunk = [vec![1], value].concat();
    assert_eq!(read(&[as_chunk]).err(), Some(SealError::Refused));
}

#[test]
fn keys_of_a_scope_reach_its_members() {
    let person = SecretKey::random().unwrap();
    let [scope, member] = [1, 2].map(Uuid::from_u128);
    let wrapper = Wrapper::new(&person.public(), scope, 1).unwrap();
    let pair = SecretKey::random().unwrap();
    let search = SearchKey::random().unwrap();

    let wrapped = wrapper.wrap(&pair, member).unwrap();
    let opened: SecretKey = unwrap(&wrapped, scope, 1, member, &person).unwrap();
    assert_eq!(opened.public(), pair.public());
    let wrapped = wrapper.wrap(&search, member).unwrap();
    let opened: SearchKey = unwrap(&wrapped, scope, 1, member, &person).unwrap();
    assert_eq!(opened.token(1, "合同"), search.token(1, "合同"));

    let nobody = PublicKey::from_bytes([0; 32]);
    assert_eq!(
        Wrapper::new(&nobody, scope, 1).err(),
        Some(WrapError::UnusableKey)
    );
}

#[test]
fn tokens_differ_by_key_field_domain_and_term() {
    let (key, other) = (SearchKey::random().unwrap(), SearchKey::random().unwrap());
    assert_eq!(key.token(1, "refund"), key.token(1, "refund"));
    assert_ne!(key.token(1, "refund"), key.token(2, "refund"));
    assert_ne!(key.token(1, "refund"), key.token(1, "refunds"));
    assert_ne!(key.token(1, "refund"), other.token(1, "refund"));
    assert_eq!(key.keyed("address", b"a"), key.keyed("address", b"a"));
    assert_ne!(key.keyed("address", b"a"), key.keyed("addres", b"sa"));
    assert_ne!(key.keyed("address", b"a"), key.keyed("message", b"a"));

    let reference = key.reference_mac("PD-42");
    assert_eq!(reference.len(), 8);
    assert!(key.is_reference_of("PD-42", &reference));
    assert!(key.is_reference_of("PD-42", &reference.to_uppercase()));
    assert!(!key.is_reference_of("PD-43", &reference));
    assert!(!other.is_reference_of("PD-42", &reference));
    for wrong in ["", &reference[..7], "not8", "!!!!!!!!", "日本"] {
        assert!(!key.is_reference_of("PD-42", wrong));
    }
}

#[test]
fn a_crash_writes_no_core() {
    keep_private().unwrap();
    let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
    assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
}
