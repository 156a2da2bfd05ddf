//! The vocabularies of a regime pack.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a clock counts towards.
    ClockKind {
        /// Telling the requester that it has arrived.
        Acknowledge = "acknowledge",
        /// The answer.
        Answer = "answer",
        /// Telling somebody else, such as an authority or those who received the data.
        Notify = "notify",
    }
}

vocabulary! {
    /// What a period is counted in.
    TimeUnit {
        /// Hours, to the microsecond.
        Hours = "hours",
        /// Every day counts.
        CalendarDays = "calendar-days",
        /// Only days that the calendar calls worked.
        WorkingDays = "working-days",
        /// To the corresponding date; a shorter month ends on its last day.
        Months = "months",
    }
}

vocabulary! {
    /// What a clock starts from.
    StartEvent {
        /// The request arrived.
        Receipt = "receipt",
        /// It was established who asks.
        IdentityVerified = "identity-verified",
    }
}

vocabulary! {
    /// What an answer waits for while it can't be worked on.
    PauseReason {
        /// Proof of who asks.
        Identity = "identity",
        /// Something the requester must tell us.
        Requester = "requester",
    }
}

vocabulary! {
    /// What must be kept for a time set by law.
    Kept {
        /// An impact assessment's report.
        AssessmentReport = "assessment-report",
        /// The record of how the processing that was assessed was handled.
        HandlingRecord = "handling-record",
    }
}
