//! A message as its sender laid it out, and attachments looked at.

use desk::Error;
use desk::audit::AuditFilter;

use crate::office::{mail, tell};

const LAID_OUT: &str = "From: Ada Roe <ada@example.com>\r\nMessage-ID: <laid-out@example.com>\r\n\
    Subject: Laid out\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/html\r\n\r\n\
    <p style=\"color:red\">Read <a href=\"https://rninglives.com/\">minglives.com</a>\
    <img src=\"https://a.example/i\"><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">\r\n\
    --b\r\nContent-Type: application/octet-stream; name=a.txt\r\n\r\n%PDF-1.4\r\n\
    --b\r\nContent-Type: application/pdf; name=b.pdf\r\n\r\nno such thing\r\n--b--\r\n";

#[test]
fn it_is_shown_on_request_and_each_look_is_in_the_log() {
    tell(|office| async move {
        let desk = &office.desk;
        let plain = mail(
            "Ada <ada@example.com>",
            "Hello",
            "a1@example.com",
            "",
            "Hi.",
        );
        office
            .receive(&[&plain, &LAID_OUT.replace("\r\n", "\n")])
            .await;
        let one = office.case(1).await.messages[0].id;
        let other = office.case(2).await;
        let message = &other.messages[0];
        assert_eq!(desk.page(one, |_| None).await.err(), Some(Error::NoHtml));

        assert_eq!((message.has_html, message.remote_content), (true, 1));
        let page = desk.page(message.id, |_| None).await.expect("page");
        assert_eq!((page.blocked, page.pictures_left_out), (1, 1));
        assert!(
            page.html.contains("<p style=\"color:red\">Read <a"),
            "{}",
            page.html
        );
        let link = &page.links[0];
        assert_eq!(
            (link.text.as_str(), link.site.as_str()),
            ("minglives.com", "rninglives.com")
        );
        let codes: Vec<&str> = link.warnings.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(codes, ["look-alike", "other-site"]);

        // What its bytes are counts, not what it is called.
        let [pdf, named] = &message.attachments[..] else {
            panic!("{:?}", message.attachments);
        };
        assert_eq!((pdf.drawable, named.drawable), (true, false));
        let bytes = desk
            .attachment_look(message.id, pdf.part)
            .await
            .expect("look");
        assert_eq!(bytes, b"%PDF-1.4");
        let refused = desk.attachment_look(message.id, named.part).await;
        assert_eq!(refused.err(), Some(Error::NoPreview));

        let filter = AuditFilter {
            act: Some("message.".into()),
            case: Some(other.id),
            limit: 100,
            ..AuditFilter::default()
        };
        let log = desk.audit_list(&filter).await.expect("log");
        let acts: Vec<&str> = log.entries.iter().rev().map(|e| e.act.as_str()).collect();
        assert_eq!(
            acts,
            [
                "message.received",
                "message.html-opened",
                "message.attachment-opened"
            ]
        );
    });
}
