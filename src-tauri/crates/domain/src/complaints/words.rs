//! The vocabularies of a case.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a case stands. What came out of it is the [`Outcome`] of each ask, not its status.
    Status {
        /// Nobody has looked at it.
        New = "new",
        /// Its asks are known.
        Triaged = "triaged",
        /// Somebody works on it.
        InProgress = "in-progress",
        /// It can't go on before we know who asks.
        AwaitingIdentity = "awaiting-identity",
        /// It can't go on before the requester tells us more.
        AwaitingRequester = "awaiting-requester",
        /// Every ask has its outcome, and the requester was told.
        Answered = "answered",
        /// Done.
        Closed = "closed",
    }
}

impl Status {
    /// Whether the case still needs work.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Answered | Self::Closed)
    }
}

vocabulary! {
    /// What somebody asks for: the rights and channels that the privacy policy names,
    /// letters from authorities, and objections (GDPR 21).
    AskKind {
        /// See what is held (PIPL 45, GDPR 15).
        View = "view",
        /// Get a copy (PIPL 45, GDPR 15(3)).
        Copy = "copy",
        /// Move the data to another controller (PIPL 45, GDPR 20).
        Migrate = "migrate",
        /// Correct what is wrong (PIPL 46, GDPR 16).
        Correct = "correct",
        /// Complete what is missing (PIPL 46, GDPR 16).
        Complete = "complete",
        /// Delete (PIPL 47, GDPR 17).
        Delete = "delete",
        /// Withdraw consent (PIPL 15, GDPR 7(3)).
        WithdrawConsent = "withdraw-consent",
        /// Stop push messages (the policy's 'Use' section, item 1).
        StopPush = "stop-push",
        /// Explain the rules of processing or an automated decision (PIPL 48, 24).
        Explain = "explain",
        /// Object to the processing (PIPL 44, GDPR 21).
        Objection = "objection",
        /// A complaint.
        Complaint = "complaint",
        /// A suggestion.
        Suggestion = "suggestion",
        /// A question.
        Question = "question",
        /// A letter from an authority.
        AuthorityLetter = "authority-letter",
    }
}

vocabulary! {
    /// What came out of an ask.
    Outcome {
        /// Done as asked.
        Fulfilled = "fulfilled",
        /// Done in part; the answer says which part was not, and why.
        Partly = "partly",
        /// Refused, with a ground, a reason and the complaint route.
        Refused = "refused",
        /// The requester took it back.
        Withdrawn = "withdrawn",
        /// The same as another ask.
        Duplicate = "duplicate",
        /// Not for this company.
        NotOurs = "not-ours",
    }
}

vocabulary! {
    /// By which way a case came.
    Channel { Mail = "mail", App = "app", Phone = "phone", Letter = "letter", Counter = "counter" }
}

vocabulary! {
    /// How pressing a case is. `Severe` means harm to people.
    Priority { Low = "low", Normal = "normal", High = "high", Severe = "severe" }
}

vocabulary! {
    /// What we know of who asks.
    Identity {
        /// Nothing.
        None = "none",
        /// They say who they are.
        Claimed = "claimed",
        /// Established, with a method, a person and a time.
        Verified = "verified",
    }
}

vocabulary! {
    /// How an identity was established.
    IdentityMethod {
        /// Signed in to the account in the app.
        Account = "account",
        /// A one-time code sent to the address or number on record.
        Code = "code",
        /// An identity document was seen (never kept).
        Document = "document",
        /// Called back on the number on record.
        CallBack = "call-back",
        /// In person at the counter.
        InPerson = "in-person",
        /// Details that only the person can know.
        Knowledge = "knowledge",
        /// A power of attorney or proof of guardianship.
        Authority = "authority",
    }
}

vocabulary! {
    /// How far a message that is to be sent has come.
    Sending {
        /// It waits for its time: that of undoing it, or of the next attempt.
        Queued = "queued",
        /// A server is being given it. Where that ends without a word, nobody knows.
        Sending = "sending",
        /// A server took it.
        Sent = "sent",
        /// It may have been taken: a person has to say. It is never sent again by itself.
        Unknown = "unknown",
        /// No server took it.
        Refused = "refused",
        /// A server took it, and it came back.
        Bounced = "bounced",
        /// A person took it back before it went.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// How a second person's approval of an answer stands.
    Approval {
        /// Somebody is asked to look at it.
        Waiting = "waiting",
        /// It may go as it is.
        Approved = "approved",
        /// It may not go as it is, for a reason.
        Returned = "returned",
    }
}

vocabulary! {
    /// What stops an answer before it goes out.
    Stop {
        /// It says nothing.
        Empty = "empty",
        /// Nobody is to get it.
        NoRecipient = "no-recipient",
        /// A field of its letter is not filled in.
        Unfilled = "unfilled",
        /// It gives what is asked, or a file, to somebody of whom nothing is established
        /// (GB/T 35273 8.7, GDPR 12(6)).
        NotVerified = "not-verified",
        /// The code that shows who asks goes to another address than it was made for.
        CodeElsewhere = "code-elsewhere",
        /// A refusal that does not say where the person can complain (GDPR 12(4), PIPL 50).
        RouteMissing = "route-missing",
        /// The workspace asks that a second person approves it, and none has.
        NotApproved = "not-approved",
        /// Somebody is to get it who takes no part in the case.
        Stranger = "stranger",
        /// The message that it answers failed its own domain's check: the address is anybody's
        /// claim.
        SenderFailed = "sender-failed",
        /// The answers to that message go to another address than it came from.
        OtherReplyTo = "other-reply-to",
        /// Nobody reads mail at that address.
        NoReply = "no-reply",
        /// The letter that extends does not say the day until which the clock now would run.
        OtherDay = "other-day",
        /// It names another case.
        OtherCase = "other-case",
        /// It speaks of a file, and none goes along.
        FileMissing = "file-missing",
        /// It holds data of somebody other than who gets it.
        OthersData = "others-data",
        /// A file holds such data.
        FileOthersData = "file-others-data",
        /// A file whose words can't be looked through.
        FileUnread = "file-unread",
    }
}

impl Stop {
    /// Whether somebody may look at it and send all the same.
    pub const fn is_passable(self) -> bool {
        !matches!(
            self,
            Self::Empty
                | Self::NoRecipient
                | Self::Unfilled
                | Self::NotVerified
                | Self::CodeElsewhere
                | Self::RouteMissing
                | Self::NotApproved
        )
    }
}

vocabulary! {
    /// How far a task of a department has come.
    TaskState {
        Open = "open",
        Answered = "answered",
        /// It is not needed any more.
        Withdrawn = "withdrawn",
    }
}

vocabulary! {
    /// Who somebody is to a case.
    PartyRole {
        Requester = "requester",
        DataSubject = "data-subject",
        Representative = "representative",
        Guardian = "guardian",
    }
}

vocabulary! {
    /// The one thing that became of a message.
    Disposition {
        /// It opened a case.
        Opened = "opened",
        /// It joined a case.
        Joined = "joined",
        /// A bounce, an auto-reply or bulk mail; tied to what it answers where that is known.
        Automated = "automated",
        /// It can't be read; the raw bytes are kept and a case shows it.
        Quarantined = "quarantined",
        /// Too large to fetch; the server still has it.
        Held = "held",
        /// The same bytes as an earlier message.
        Duplicate = "duplicate",
        /// Gone from the server before it could be fetched.
        Vanished = "vanished",
    }
}

vocabulary! {
    /// Where the time of receipt was read from, most trusted first.
    ReceivedSource {
        /// The IMAP server's INTERNALDATE.
        Internaldate = "internaldate",
        /// The topmost Received header.
        Received = "received",
        /// The mbox separator line.
        Mbox = "mbox",
        /// The sender's Date header.
        Date = "date",
        /// Typed in by a person.
        Entered = "entered",
        /// Nothing better was there: the time at which it came in.
        Arrival = "arrival",
    }
}

vocabulary! {
    /// What a list of cases is sorted by. Each has its own direction.
    SortBy {
        /// The next limit, the nearest first.
        Due = "due",
        /// When it was received, the newest first.
        Received = "received",
        /// When its last message came, the newest first.
        Changed = "changed",
        /// The case's number, the highest first.
        Number = "number",
        /// How pressing it is, the most pressing first.
        Priority = "priority",
        /// How far it has come, new ones first.
        Status = "status",
        /// The kinds of its asks.
        Kind = "kind",
        /// Whose it is, what is nobody's first.
        Assignee = "assignee",
        /// The department, what has none first.
        Department = "department",
        /// The law.
        Regime = "regime",
        /// What is known of who asks, the least first.
        Identity = "identity",
        /// How many messages it has, the most first.
        Messages = "messages",
        /// How many attachments, the most first.
        Attachments = "attachments",
    }
}

impl SortBy {
    /// Whether its own direction is from the highest down.
    pub const fn descends(self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::Changed
                | Self::Number
                | Self::Priority
                | Self::Messages
                | Self::Attachments
        )
    }
}

vocabulary! {
    /// What a row of a list may say beside name and subject.
    Column {
        Kind = "kind",
        Status = "status",
        Assignee = "assignee",
        Department = "department",
        Regime = "regime",
        Channel = "channel",
        Received = "received",
        Due = "due",
    }
}
