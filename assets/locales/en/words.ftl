### The words of the vocabularies. The window and the command line read them.

## Where a case stands
status-new = New
status-triaged = Triaged
status-in-progress = In progress
status-awaiting-identity = Awaiting identity
status-awaiting-requester = Awaiting requester
status-answered = Answered
status-closed = Closed

## What is asked
kind-view = View
kind-copy = Copy
kind-migrate = Migrate
kind-correct = Correct
kind-complete = Complete
kind-delete = Delete
kind-withdraw-consent = Withdraw
kind-stop-push = Stop push
kind-explain = Explain
kind-objection = Object
kind-complaint = Complaint
kind-suggestion = Suggestion
kind-question = Question
kind-authority-letter = Authority

## What came out of it
outcome-fulfilled = Done as asked
outcome-partly = Done in part
outcome-refused = Refused
outcome-withdrawn = Taken back
outcome-duplicate = Same as another
outcome-not-ours = Not ours

## By which way it came
channel-mail = Mail
channel-app = App
channel-phone = Phone
channel-letter = Letter
channel-counter = Counter

## How pressing it is
priority-low = low
priority-normal = normal
priority-high = high
priority-severe = severe

## Who asks
identity-none = Not known
identity-claimed = Claimed
identity-verified = Verified
method-account = Signed in to the account
method-code = Code sent, typed back
method-document = Document seen, not kept
method-call-back = Called back
method-in-person = In person
method-knowledge = Knew what only they can know
method-authority = Power of attorney or proof of guardianship
role-requester = Requester
role-data-subject = Data subject
role-representative = Representative
role-guardian = Guardian

## What became of a message
disposition-opened = Opened a case
disposition-joined = Joined a case
disposition-automated = Automatic mail
disposition-quarantined = Unreadable
disposition-held = Held on the server
disposition-duplicate = Duplicate
disposition-vanished = Gone from the server
automated-bounce = Bounce
automated-auto-reply = Auto-reply
automated-bulk = Bulk
automated-own = Ours
automated-report = Report
sender-aligned = The sender’s domain vouches for this message.
sender-failed = The sender’s domain does not vouch for this message: anyone may have sent it.
sender-first = First message from this address.
sender-before = { $count ->
    [99] 99 or more earlier messages from this address.
    [one] 1 earlier message from this address.
   *[other] { $count } earlier messages from this address.
  }
sender-forged-results = It carries results that pretend to be from our own mail server ({ $shows }).
sender-no-from = It does not say who sent it.
sender-several-from = It names several senders, { $shows } and { $really } among them.
sender-reply-to-elsewhere = Answers would go to { $really }, not to { $shows }.
sender-display-name-is-address = The name shows the address { $shows }; it was sent from { $really }.
sender-display-name-of-us = The name “{ $shows }” is ours; the address { $really } is not.
sender-hidden-characters = There are invisible characters in the sender’s name.
sender-look-alike-domain = The domain { $really } is easily taken for { $shows }.
sender-mixed-script = The domain { $shows } mixes letters of several scripts.
reason-own-id = It answers a message of ours.
reason-reference = It answers a message that is in this case.
reason-subject-tag = Its subject carries the tag of this case.
reason-not-a-participant = It was not joined: its sender takes no part in the case that it points to.
reason-no-sender = It was not joined: it does not say who sent it.
reason-sender-failed = It was not joined: the mail server found that it does not come from the sender it names.
reason-bounce = A message that could not be delivered came back.
reason-auto-reply = An automatic reply.
reason-bulk = Bulk mail, sent to many.
reason-own = A message that this office sent itself.
reason-report = A report made by a mail server.
reason-empty = The file is empty.
reason-no-header = It has no header that could be read.
reason-too-deep = Its parts are nested too deep to be opened safely.
reason-too-many-parts = It has too many parts to be opened safely.
reason-header-too-large = Its header is too large to be opened safely.
reason-parser-failed = It could not be taken apart. It is kept byte for byte.
reason-too-large = It is too large to be fetched, and stays where it is.
reason-not-given = The server would not give it out, though it lists it. It stays there.
received-internaldate = Time from the mail server
received-received = Time from the Received line of our server
received-mbox = Time from the line that parts messages in the file
received-date = Time as the sender wrote it
received-entered = Time typed in by hand
received-arrival = Time of import: the mail has no better one

## What is odd about an attachment
warning-type-differs = named { $claimed }, is { $sniffed }
warning-double-extension = two file endings
warning-rtl-override = name is written backwards
warning-executable = a program
warning-macro = contains macros
warning-html = a web page
warning-archive = an archive
warning-encrypted = encrypted
warning-empty = empty

## Clocks
clock-acknowledge = Acknowledge
clock-answer = Answer
clock-notify = Notify
pause-identity = proof of who asks
pause-requester = word from the requester
start-receipt = Receipt, { $date }
start-identity-verified = Identity verified, { $date }
start-waits-receipt = With receipt
start-waits-identity-verified = Once it is verified who asks
period-hours =
    { $amount ->
        [one] 1 hour
       *[other] { $amount } hours
    }
period-calendar-days =
    { $amount ->
        [one] 1 day
       *[other] { $amount } days
    }
period-working-days =
    { $amount ->
        [one] 1 working day
       *[other] { $amount } working days
    }
period-months =
    { $amount ->
        [one] 1 month
       *[other] { $amount } months
    }
day-working = a working day
day-made-up = a day worked for a holiday
day-weekend = weekend

## What is missing before an act
missing-asks-known = what is asked
missing-every-ask-has-outcome = an outcome for everything that is asked
missing-refusal-complete = ground, reason and complaint route of the refusal
missing-identity-checked = proof of who asks
missing-identity-verified = proof of who asks
missing-identity-open = an identity that is still open
missing-assigned = somebody responsible
missing-clock-running = a clock that runs
missing-extension-open = an extension that the rules allow
missing-acknowledgement-open = a law that has it acknowledged, and nobody has
missing-recipient-untold = a recipient who is still to be told
missing-held = a legal hold on it
missing-not-held = the legal hold on it lifted
missing-duty-over = the end of the time for which the law has it kept
missing-period-over = the end of its period
missing-ground = a ground
missing-reason = a reason
missing-route = where the person can complain

## What closing leaves open
still-open-ask-without-outcome = Something that is asked has no outcome.
still-open-refusal-incomplete = A refusal lacks its ground, its reason or the complaint route.
still-open-recipient-not-told = Somebody who received the data was not told of the deletion.
still-open-clock-running = A clock still runs.

## Acts, as the timeline and the log say them
act-new = Entered by hand
act-triage = Triaged
act-answer = Answer recorded
act-assign = Assigned
act-note = Note added
act-extend = Deadline extended
act-refuse = Refused
act-told = Recipient told of the deletion
act-acknowledge = Told that it has arrived
act-identity = Identity recorded
act-await-identity = Waiting for proof of who asks
act-await-requester = Waiting for the requester
act-resume = Taken up again
act-close = Closed
act-recounted = Clocks counted anew
act-reopen = Opened again
act-hold = Legal hold placed
act-release = Legal hold lifted
act-erased = Erased
act-erase = Erased
act-not-ours = Closed as not ours
act-set-priority = Priority set
act-department = Department set
act-tag = Tags changed
act-due = Own date set
act-snooze = Snoozed
act-party = Party entered
act-link = Linked
act-unlink = Link removed
act-new-mail = A message joined
act-identity-code = Code made that shows who asks
act-identity-code-wrong = A wrong code was said
act-package = Files given as a package
act-file-infected = An infected file was not taken along
act-reply = Answer written
act-undelivered = An answer did not arrive
act-outbox-sent = Answer sent
act-outbox-waiting = Answer not taken yet: tried again later
act-outbox-unknown = Not known whether the answer arrived
act-outbox-refused = Answer refused by the server
act-outbox-bounced = Answer came back
act-outbox-retried = Sent again
act-outbox-cancelled = Answer given up
act-outbox-arrived = Said that the answer arrived
act-approval-asked = A second person asked to approve an answer
act-approval-given = Answer approved
act-approval-returned = Answer returned, not approved
act-draft-file-saved = File of an answer saved
act-undo = Undone
act-opened = Case opened
act-message-received = Message came in
act-message-opened = Message read
act-message-source-opened = Raw source read
act-message-attachment-saved = Attachment saved
act-message-attachment-infected = An infected file was kept back
act-message-attachment-opened = Attachment previewed
act-message-html-opened = Message read as HTML
act-message-exported = Message exported
act-with = { $act }: { $detail }

## Views and groups of the list
view-needs-me = Needs me
view-new = New
view-all-open = All open
view-overdue = Overdue
view-due-soon = Due within 7 days
view-awaiting = Awaiting others
view-answered = Answered, closed
view-automated = Automatic mail
view-quarantined = Unreadable
group-overdue = Overdue
group-due-soon = Due within 7 days
group-later = Later
group-no-clock = No clock
group-done = Answered and closed

## People of the office
role-officer = Officer
role-manager = Manager
role-staff = Staff
role-auditor = Auditor
role-administrator = Administrator
role-of = { $role } of { $department }
standing-invited = invited
standing-joined = to be confirmed
standing-active = at work
standing-left = has left

## Merging and splitting
act-merge = Merged
act-split = Split
act-unmerge = Taken out again
act-distinct = Said whether it is the same
reason-by-hand = Somebody of the office put it into this case.
beware-other-person = The requesters are not the same, or nobody can tell: both would stand in one case, and nothing of one may be shown to the other (PIPL 51, GDPR 32).
beware-identity-not-carried = An identity is established for one person and what they ask: it is to be established anew (GB/T 35273 8.7, GDPR 12(6)). Clocks that run go on.
beware-awaits-identity = It waits for proof of who asks. Clocks that run go on.
beware-minor = A minor takes part: a guardian must agree (PIPL 31).
beware-held = A legal hold is on it.
beware-reopened = It is open again.
beware-proposed = What it asks is proposed and not yet confirmed.
alike-same-address = same address
alike-same-text = says the same
alike-conversation = same conversation
