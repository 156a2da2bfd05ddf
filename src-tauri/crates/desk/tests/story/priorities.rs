//! Priorities are proposed by what is written and how often; what an officer says stays.

use desk::complaints::*;
use domain::complaints::Priority;

use crate::office::{Office, mail, on, tell};

async fn letters(office: &Office, from: &str, bodies: &[&str]) {
    for (at, body) in bodies.iter().enumerate() {
        let id = format!("{at}.{from}");
        let answers = if at > 0 {
            format!("In-Reply-To: <0.{from}>\n")
        } else {
            String::new()
        };
        let letter = mail(&format!("Ada <{from}>"), "My account", &id, &answers, body);
        office.receive(&[&letter]).await;
    }
}

#[test]
fn who_writes_again_and_again_or_of_harm_is_more_pressing_until_an_officer_says() {
    tell(|office| async move {
        let desk = &office.desk;
        let plain = ["Please update my address.", "Did you read it?"];
        letters(&office, "ada@example.com", &plain).await;
        assert_eq!(office.case(1).await.priority, Priority::Normal);
        letters(&office, "bo@example.org", &[plain[0], plain[1], "Hello?"]).await;
        let case = office.case(2).await;
        assert_eq!((case.priority, case.priority_repeated), (Priority::High, 3));

        // An officer's word is final, whatever comes.
        let triage = Triage {
            priority: Some(Priority::Low),
            ..Triage::default()
        };
        desk.case_triage(on(&case), triage).await.expect("triage");
        let more = mail(
            "Ada <bo@example.org>",
            "My account",
            "9@example.org",
            "In-Reply-To: <0.bo@example.org>\n",
            "I will tell a journalist.",
        );
        office.receive(&[&more]).await;
        let case = office.case(2).await;
        assert_eq!((case.priority, case.priority_repeated), (Priority::Low, 0));
        assert_eq!(case.messages.len(), 4);

        // What joins later presses too.
        letters(&office, "cy@example.org", &[plain[0], "有人一直威胁我。"]).await;
        let case = office.case(3).await;
        assert_eq!(case.priority, Priority::Severe);
        assert!(!case.priority_because.is_empty() && case.priority_repeated == 0);
    });
}
