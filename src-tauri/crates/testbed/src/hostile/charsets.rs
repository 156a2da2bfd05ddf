//! Mail whose charset is not declared, or declared wrongly, or cut in two. The bytes are written
//! out: they come from another encoder than the reader's own tables.

use super::Becomes::Says;
use super::{Hostile, it, mail};

fn plain(subject: &[u8], body: &[u8]) -> Vec<u8> {
    mail(&[b"Subject: ", subject].concat(), body)
}

/// Bytes that nothing is said of.
pub const UNDECLARED: &[Hostile] = &[
    it(
        "undeclared-gbk",
        Says(
            "投诉：请删除我的账号",
            "您好，我要求删除我的账号和全部个人信息，谢谢。",
        ),
        || {
            plain(b"\xcd\xb6\xcb\xdf\xa3\xba\xc7\xeb\xc9\xbe\xb3\xfd\xce\xd2\xb5\xc4\xd5\xcb\xba\xc5", b"\xc4\xfa\xba\xc3\xa3\xac\xce\xd2\xd2\xaa\xc7\xf3\xc9\xbe\xb3\xfd\xce\xd2\xb5\xc4\xd5\xcb\xba\xc5\xba\xcd\xc8\xab\xb2\xbf\xb8\xf6\xc8\xcb\xd0\xc5\xcf\xa2\xa3\xac\xd0\xbb\xd0\xbb\xa1\xa3")
        },
    ),
    it(
        "undeclared-gb18030",
        Says(
            "投诉：请删除我的账号",
            "我的名字是㐀䶵，请删除我的账号和全部个人信息，谢谢。",
        ),
        || {
            plain(b"\xcd\xb6\xcb\xdf\xa3\xba\xc7\xeb\xc9\xbe\xb3\xfd\xce\xd2\xb5\xc4\xd5\xcb\xba\xc5", b"\xce\xd2\xb5\xc4\xc3\xfb\xd7\xd6\xca\xc7\x819\xee9\x825\x878\xa3\xac\xc7\xeb\xc9\xbe\xb3\xfd\xce\xd2\xb5\xc4\xd5\xcb\xba\xc5\xba\xcd\xc8\xab\xb2\xbf\xb8\xf6\xc8\xcb\xd0\xc5\xcf\xa2\xa3\xac\xd0\xbb\xd0\xbb\xa1\xa3")
        },
    ),
    it(
        "undeclared-big5",
        Says(
            "投訴：請刪除我的帳號",
            "您好，我要求刪除我的帳號和全部個人資料，謝謝。",
        ),
        || {
            plain(b"\xa7\xeb\xb6D\xa1G\xbd\xd0\xa7R\xb0\xa3\xa7\xda\xaa\xba\xb1b\xb8\xb9", b"\xb1z\xa6n\xa1A\xa7\xda\xadn\xa8D\xa7R\xb0\xa3\xa7\xda\xaa\xba\xb1b\xb8\xb9\xa9M\xa5\xfe\xb3\xa1\xad\xd3\xa4H\xb8\xea\xae\xc6\xa1A\xc1\xc2\xc1\xc2\xa1C")
        },
    ),
    it(
        "undeclared-iso-2022-jp",
        Says(
            "アカウントの削除",
            "私のアカウントと個人情報をすべて削除してください。",
        ),
        || {
            plain(
                b"\x1b$B%\"%+%&%s%H$N:o=|\x1b(B",
                b"\x1b$B;d$N%\"%+%&%s%H$H8D?M>pJs$r$9$Y$F:o=|$7$F$/$@$5$$!#\x1b(B",
            )
        },
    ),
    it(
        "undeclared-shift-jis",
        Says(
            "アカウントの削除",
            "私のアカウントと個人情報をすべて削除してください。",
        ),
        || {
            plain(b"\x83A\x83J\x83E\x83\x93\x83g\x82\xcc\x8d\xed\x8f\x9c", b"\x8e\x84\x82\xcc\x83A\x83J\x83E\x83\x93\x83g\x82\xc6\x8c\xc2\x90l\x8f\xee\x95\xf1\x82\xf0\x82\xb7\x82\xd7\x82\xc4\x8d\xed\x8f\x9c\x82\xb5\x82\xc4\x82\xad\x82\xbe\x82\xb3\x82\xa2\x81B")
        },
    ),
    it(
        "undeclared-euc-jp",
        Says(
            "アカウントの削除",
            "私のアカウントと個人情報をすべて削除してください。",
        ),
        || {
            plain(b"\xa5\xa2\xa5\xab\xa5\xa6\xa5\xf3\xa5\xc8\xa4\xce\xba\xef\xbd\xfc", b"\xbb\xe4\xa4\xce\xa5\xa2\xa5\xab\xa5\xa6\xa5\xf3\xa5\xc8\xa4\xc8\xb8\xc4\xbf\xcd\xbe\xf0\xca\xf3\xa4\xf2\xa4\xb9\xa4\xd9\xa4\xc6\xba\xef\xbd\xfc\xa4\xb7\xa4\xc6\xa4\xaf\xa4\xc0\xa4\xb5\xa4\xa4\xa1\xa3")
        },
    ),
    it(
        "undeclared-euc-kr",
        Says(
            "word",
            "안녕하세요. 제 계정과 개인정보를 모두 삭제해 주세요. 감사합니다.",
        ),
        || {
            plain(b"word", b"\xbe\xc8\xb3\xe7\xc7\xcf\xbc\xbc\xbf\xe4. \xc1\xa6 \xb0\xe8\xc1\xa4\xb0\xfa \xb0\xb3\xc0\xce\xc1\xa4\xba\xb8\xb8\xa6 \xb8\xf0\xb5\xce \xbb\xe8\xc1\xa6\xc7\xd8 \xc1\xd6\xbc\xbc\xbf\xe4. \xb0\xa8\xbb\xe7\xc7\xd5\xb4\xcf\xb4\xd9.")
        },
    ),
    it(
        "undeclared-utf-8",
        Says(
            "投诉：请删除我的账号",
            "您好，我要求删除我的账号和全部个人信息，谢谢。",
        ),
        || {
            plain(b"\xe6\x8a\x95\xe8\xaf\x89\xef\xbc\x9a\xe8\xaf\xb7\xe5\x88\xa0\xe9\x99\xa4\xe6\x88\x91\xe7\x9a\x84\xe8\xb4\xa6\xe5\x8f\xb7", b"\xe6\x82\xa8\xe5\xa5\xbd\xef\xbc\x8c\xe6\x88\x91\xe8\xa6\x81\xe6\xb1\x82\xe5\x88\xa0\xe9\x99\xa4\xe6\x88\x91\xe7\x9a\x84\xe8\xb4\xa6\xe5\x8f\xb7\xe5\x92\x8c\xe5\x85\xa8\xe9\x83\xa8\xe4\xb8\xaa\xe4\xba\xba\xe4\xbf\xa1\xe6\x81\xaf\xef\xbc\x8c\xe8\xb0\xa2\xe8\xb0\xa2\xe3\x80\x82")
        },
    ),
];

/// Bytes of which something false is said, and characters cut in two.
pub const BROKEN: &[Hostile] = &[
    it(
        "utf-8-cut-in-two",
        Says("投诉：请删除我的账号", "word"),
        || {
            plain(
                b"=?utf-8?B?5oqV6K+J7w==?=\r\n =?utf-8?B?vJror7fliKDpmaTmiJHnmoTotKblj7c=?=",
                b"word",
            )
        },
    ),
    it(
        "gbk-cut-in-two",
        Says("投诉：请删除我的账号", "word"),
        || {
            plain(
                b"=?gbk?B?zbbL36O6xw==?=\r\n =?gbk?B?68m+s/3O0rXE1cu6xQ==?=",
                b"word",
            )
        },
    ),
    it(
        "every-byte-a-word",
        Says("投诉：请删除我的账号", "word"),
        || {
            plain(b"=?gb18030?Q?=CD?=\r\n =?gb18030?Q?=B6?=\r\n =?gb18030?Q?=CB?=\r\n =?gb18030?Q?=DF?=\r\n =?gb18030?Q?=A3?=\r\n =?gb18030?Q?=BA?=\r\n =?gb18030?Q?=C7?=\r\n =?gb18030?Q?=EB?=\r\n =?gb18030?Q?=C9?=\r\n =?gb18030?Q?=BE?=\r\n =?gb18030?Q?=B3?=\r\n =?gb18030?Q?=FD?=\r\n =?gb18030?Q?=CE?=\r\n =?gb18030?Q?=D2?=\r\n =?gb18030?Q?=B5?=\r\n =?gb18030?Q?=C4?=\r\n =?gb18030?Q?=D5?=\r\n =?gb18030?Q?=CB?=\r\n =?gb18030?Q?=BA?=\r\n =?gb18030?Q?=C5?=", b"word")
        },
    ),
    it(
        "iso-2022-jp-cut-in-two",
        Says("アカウントの削除", "word"),
        || {
            plain(
                b"=?ISO-2022-JP?B?GyRCJSIlKyUm?=\r\n =?ISO-2022-JP?B?JXMlSCROOm89fBsoQg==?=",
                b"word",
            )
        },
    ),
    it(
        "big5-called-utf-8",
        Says(
            "投訴：請刪除我的帳號",
            "您好，我要求刪除我的帳號和全部個人資料，謝謝。",
        ),
        || {
            mail(b"Subject: \xa7\xeb\xb6D\xa1G\xbd\xd0\xa7R\xb0\xa3\xa7\xda\xaa\xba\xb1b\xb8\xb9\r\nContent-Type: text/plain; charset=utf-8", b"\xb1z\xa6n\xa1A\xa7\xda\xadn\xa8D\xa7R\xb0\xa3\xa7\xda\xaa\xba\xb1b\xb8\xb9\xa9M\xa5\xfe\xb3\xa1\xad\xd3\xa4H\xb8\xea\xae\xc6\xa1A\xc1\xc2\xc1\xc2\xa1C")
        },
    ),
    it(
        "gb18030-called-gb2312",
        Says("投诉㐀", "我叫㐀䶵。"),
        || {
            mail(
                b"Subject: =?gb2312?B?zbbL34E57jk=?=\r\nContent-Type: text/plain; charset=gb2312",
                b"\xce\xd2\xbd\xd0\x819\xee9\x825\x878\xa1\xa3",
            )
        },
    ),
    it(
        "broken-utf-8",
        Says("word", "好的，谢谢\u{fffd}您。"),
        || {
            mail(b"Subject: word\r\nContent-Type: text/plain; charset=utf-8", b"\xe5\xa5\xbd\xe7\x9a\x84\xef\xbc\x8c\xe8\xb0\xa2\xe8\xb0\xa2\xff\xe6\x82\xa8\xe3\x80\x82")
        },
    ),
    it("nuls", Says("word", "before after"), || {
        mail(
            b"Subject: wo\0rd\0\r\nX-\0: a\r\nContent-Type: text/plain; charset=\0utf-8",
            b"bef\0ore\0 aft\0\0er",
        )
    }),
];
