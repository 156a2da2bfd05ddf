### The complaints desk.

## The list
cases = Cases
case = Case
case-number = C-{ $number }
list-label = { $view }, { $count }, in order of { $order }
views = Views
unread = unread
minor = minor
row-mail = Mail
kind-unset = Not sorted
kind-proposed = proposed
no-subject = (no subject)
attachments =
    { $count ->
        [one] 1 attachment
       *[other] { $count } attachments
    }
filter-label = Filter this list
filter-placeholder = Filter: words, "phrases", is:overdue …
filter-hints = Words of the search language
filter-clear = Clear the filter
looked-at = Looked at { $looked } of { $of }
empty-search = Nothing here fits “{ $query }”.
empty-search-do = Try fewer words, or another view.
empty-all = There is no case here yet.
empty-all-do = Bring mail in from files, set up the mailbox that people write to, or enter a case by hand with c.
empty-all-wait = The mailbox is read, and what comes in appears here. You can also bring mail in from files, or enter a case by hand with c.
empty-needs-me = Nothing waits for you.
empty-new = Nothing new has come in.
empty-all-open = No case is open. What is done stands under “Answered and closed”.
empty-overdue = Nothing is overdue.
empty-due-soon = Nothing is due within 7 days.
empty-awaiting = No case waits for somebody else.
empty-answered = Nothing has been answered or closed yet.
empty-automated = No automatic mail has come in.
empty-quarantined = Every message could be read.
empty-view-do = All open cases are one step away.

## Reading
reading-pane = Reading pane
case-label = Case C-{ $number }
thread = Messages and notes
back-to-list = Back to the list
back-to-case = Back to the case
previous-case = Previous case
next-case = Next case
case-more = More for this case
mark-unread = Mark unread or read
note-template = Insert a template
own-window = Open in a window of its own
copy-reference = Copy the reference { $reference }
nothing-open = No case is open here.
nothing-open-do = Choose one with the arrow keys and press Enter. ? shows all keys.
unknown-requester = Unknown requester
unknown-sender = Unknown sender
messages-and-notes =
    { $messages ->
        [one] 1 message
       *[other] { $messages } messages
    }, { $notes ->
        [0] no note
        [one] 1 note
       *[other] { $notes } notes
    }
message = Message
message-from = Message from { $name }
from-to = { $from } to { $to }
said = What was said
cc = Copy to { $to }
recorded-answer = recorded answer
may-belong = It may belong to C-{ $number } and was not joined.
belongs-to = It belongs to a case.
open-case = Open C-{ $number }
quoted-lines =
    { $count ->
        [one] 1 quoted line
       *[other] { $count } quoted lines
    }
signature = Signature
no-text = This message has no text.
html-plain = Shown as plain text.
html-remote =
    { $count ->
        [one] Shown as plain text. The HTML part asks for 1 remote thing; it was not loaded.
       *[other] Shown as plain text. The HTML part asks for { $count } remote things; none were loaded.
    }
html-show = Show as HTML
html-hide = Show as text
html-of = Message from { $from }, as its sender laid it out
html-shown =
    { $count ->
        [0] Shown as its sender laid it out. It loads nothing, and its links can’t be followed.
        [one] Shown as its sender laid it out. 1 remote thing was blocked, and its links can’t be followed.
       *[other] Shown as its sender laid it out. { $count } remote things were blocked, and its links can’t be followed.
    }
html-left-out =
    { $count ->
        [one] 1 picture that came with it is of no type that is shown here.
       *[other] { $count } pictures that came with it are of no type that is shown here.
    }
page-links =
    { $count ->
        [one] 1 link
       *[other] { $count } links
    }
page-links-odd = · beware of { $count }
link-picture = (a picture)
link-site = { $site } ({ $ascii })
link-other-site = Its text shows { $about }; that is not where it leads.
link-look-alike = This looks like { $about } and is not.
link-mixed-script = { $about } mixes letters of several scripts.
link-disguised = The letters of { $about } look like Latin ones and are not.
link-user-name = { $about } stands before an @ and is not where it leads.
link-number = { $about } is a number instead of a name.
link-odd-scheme = “{ $about }” leads to no web page and no address.
preview = Preview
preview-lead = Drawn apart from everything else. Only pixels come here, nothing in it runs.
preview-drawing = Being drawn …
preview-of = { $name }, page { $page }
preview-page = Page { $page } of { $pages }
preview-previous = Previous page
preview-next = Next page
note = Note
note-when = { $date }, internal, never sent
file-unnamed = unnamed file
file-save = Save a copy
file-saved = A copy of { $name } was saved.
source-show = Headers and source
source-title = Headers and source
source-lead = Kept byte for byte, { $size }.
source-headers = Headers
source-raw = Raw source
source-cut = Only the beginning is shown. Save a copy to have all of it.
source-file = { $case } message.eml
source-file-alone = message.eml
source-saved = A copy of the raw message was saved.
message-acts = What to do with this message
make-case = Make it a case
make-case-why = It was taken for automatic mail. A case gets a number and a clock.

## The triage bar
what-to-do = What to do with C-{ $number }
more-acts = More
act-needs = It still needs { $missing }.
do-triage = Triage
do-reply = Reply
do-answer = Answered
do-acknowledge = Acknowledge
do-identity = Identity
do-identity-ask = Have it proven who asks
do-identity-code = Check a code that came back
do-package = Give files
do-assign = Assign
do-note = Note
do-extend = Extend
do-refuse = Refuse
do-told = Was told
do-close = Close the case
do-reopen = Open again
do-resume = Take up again
do-await-identity = Wait for identity
do-await-requester = Wait for requester
do-snooze = Snooze
do-link = Link
do-party = Add a party
do-not-ours = Not ours
do-hold = Legal hold
do-release = Lift the legal hold
do-erase = Erase
done-triage = triaged
done-answer = answer recorded
done-identity = identity recorded
done-assign = assigned
done-note = note added
done-extend = deadline extended
done-refuse = refused
done-told = recipient told
done-acknowledge = acknowledgement recorded
done-close = closed
done-reopen = opened again
done-resume = taken up again
done-await-identity = waiting for identity
done-await-requester = waiting for the requester
done-snooze = snoozed
done-link = links changed
done-party = party entered
done-not-ours = closed as not ours
done-hold = legal hold placed
done-release = legal hold lifted
done-erase = erased
done-set-priority = priority set
done-department = department set
done-tag = tags changed
done-due = own date set
done-new = entered
done-new-mail = made a case
done-reply = answer written

## The case panel
about-case = About C-{ $number }
status = Status
status-is = Status: { $status }
since = since { $date }
snoozed-until = until { $date }
step-new = New
step-triaged = Triaged
step-in-progress = In progress
step-answered = Answered
step-closed = Closed
clock = Clock
clock-of = { $clock }: { $kind }
clock-none = No clock runs. Triage says what is asked, and the clock follows from that.
clock-history = Came in as history: no clock runs.
clock-clause = Clause
clock-start = Starts
clock-sum = Adds
clock-roll = Rolls
clock-extension = Extension
clock-pause = Pauses
clock-calendar = Calendar
calendar-added = { $title } { $version }, with days that the office added (list { $added })
calendar-of-office = { $title }, from the office (list { $added })
acknowledge-by = acknowledge by { $date }
own-target = the office’s own target
clause-law = { $cite }, { $period }
clause-office = { $cite } of { $period }; no law names a time
clause-own = { $cite }: no number there; the office’s own target of { $period }
limit-of-letter = the date in the letter
limit-date = until { $date }
sum = { $period }: { $date }
sum-none = Not until it starts
roll-none = Not under this clause
roll-not-needed = Not needed: a working day
roll-to = { $over }: { $date }
extension-none = None under this clause
extension-granted = By { $by }. { $reason }
extension-up-to = None. Up to { $upTo }, if the person is told why by { $date }
extension-later = Up to { $upTo }, once the clock has started
extension-not-not-allowed = Noted, but this clause has none
extension-not-not-started = Noted, but the clock has not started
extension-not-too-long = Noted, but longer than the { $upTo } that the clause allows
extension-not-late = Noted, but the person was told too late
pause-none = Not under this clause
pause-not-yet = None so far
pause-open = Since { $date }, for { $reason }
pause-days =
    { $days ->
        [0] Ended the same day
        [one] 1 day added
       *[other] { $days } days added
    }
year-decides = The calendar does not know the holidays of { $year }. The due date may move.
year-not-covered = The calendar does not know the holidays of { $year }. The due date stays.
other-version = It began under version { $version } of these rules, which this program does not have. It is counted by the version that it has; check the date.
days-run = { $ran } of { $total } days have run; due on { $date }
identity = Identity
identity-by = By { $name }, { $date }
identity-record = Record who asks
minor-here = A minor is concerned
represented = Somebody acts for the person
asks = Asked
asks-none = Nothing yet. Triage says what is asked.
ask-open = open
proposed-because = Proposed by: { $phrases }
proposed-repeated = Proposed: { $count } messages, nothing decided
route-told = Told where to complain: { $route }
recipient-told = { $name } was told on { $date }
recipient-to-tell = { $name } is still to be told
decided = { $name }, { $date }
facts = About the case
priority = Priority
assignee = Assignee
department = Department
own-due = Own date
regime = Law
received = Received
received-by = { $channel }, { $date }
history = history
tags = Tags
parties = Parties
change-party = Change { $name }
links = Linked cases
links-none = None.
same-address = same address
link-case = Link C-{ $number }
unlink-case = Unlink C-{ $number }
unlink = Unlink
timeline = Timeline
timeline-all = All { $count }
timeline-less = Fewer

## Forms
needs-text = Write something first.
needs-reason = Give a reason first.
reason = Reason
name = Name
address = Address
subject = Subject
role = Role
channel = Came by
me = { $name } (me)
nobody = No one
what-is-asked = What is asked
triage-title = Triage C-{ $number }
triage-do = Triage
triage-needs-kind = Choose what is asked first.
letter-due = Date that the letter sets
letter-due-hint = Without it the clock can’t say when it is due.
letter-time = Time that it sets
letter-time-hint = As 17:00, where the workspace is. Without it the day counts to its end.
letter-needs-time = Write the time as 17:00.
tag-new = New tag, Enter adds it
minor-check = A minor is concerned
minor-hint = Under 14 the guardian decides.
representative-check = Somebody acts for the person
assign-title = Assign C-{ $number }
note-title = Note on C-{ $number }
note-lead = Internal. It is never sent.
note-do = Add the note
note-mention = People to mention
note-mention-hint = Type @ and a name: who is named finds the case under “Mentions of me”.
mentions-me = Mentions of me
identity-title = Who asks in C-{ $number }
identity-lead = Record how it was established. Copies of documents are not kept.
identity-do = Record
identity-state = What is known
identity-method = How it was established
identity-needs-method = Say how it was established.
identity-note = Note
identity-note-hint = What was compared, not the document’s number.
party-add = Add a party to C-{ $number }
party-change = Change a party of C-{ $number }
party-detail = Account, phone
party-detail-hint = As they gave it.
party-needs-name = A name or an address is needed.
snooze-title = Snooze C-{ $number }
snooze-lead = It leaves “Needs me” until that day. Its clock runs on.
snooze-until = Until
snooze-needs-date = Choose a day after today.
snooze-end = Wake it now
answer-title = Record the answer to C-{ $number }
answer-lead = For an answer that was sent elsewhere. Nothing is sent from here.
answer-do = Record the answer
answer-how = What there is of it
answer-how-text = Its text
answer-how-eml = The mail as a file
answer-text = What was answered
answer-sent = Sent at
answer-pick = Choose the .eml
answer-no-file = No file yet
answer-outcome = What came of it: { $kind }
answer-reason = Which part was not done, and why
answer-needs-text = Paste what was answered.
answer-needs-file = Choose the file of the mail.
answer-needs-reason = Say which part was not done, and why.
answer-needs-identity = Who asks is not verified: record that first (v).
recipients = Who received the data and must be told
recipients-hint = After a deletion, everybody the data was shared with is told.
recipient = Recipient
recipient-add = Add a recipient
recipient-drop = Take this recipient out
told-on = Told on
refuse-title = Refuse in C-{ $number }
refuse-lead = A refusal needs a ground, a reason, and where the person can complain.
refuse-do = Refuse
refuse-ask = What is refused
refuse-ground = Ground
refuse-reason = Reason, as told to the person
refuse-reason-hint = In words that the person understands.
refuse-route = Where the person can complain
refuse-route-hint = Filled in from the rules; change it where it does not fit.
refuse-text = What was sent
refuse-text-hint = Kept with the case.
refuse-needs-ground = Choose a ground first.
refuse-needs-reason = Give the reason.
refuse-needs-route = Say where the person can complain.
told-title = Told of the deletion: C-{ $number }
told-lead = { $name } received the data, and was told that it is deleted.
told-do = Record
told-of = { $name } was told
acknowledge-title = Acknowledged: C-{ $number }
acknowledge-lead = Record that the requester was told that what they ask has arrived. It stops the clock that runs until then; the one for the answer goes on.
acknowledge-text = What they were told
acknowledge-do = Record
extend-title = Extend C-{ $number }
extend-what = From { $from } to { $to }.
extend-tell = They must be told why by { $date }. Without this, a letter is drafted; the deadline is extended when it is sent.
extend-reason = Reason, as told to the person
extend-needs-reason = Give the reason.
extend-none = No clock of this case can be extended.
extend-write = Write the letter
extend-told = The person was told already, on another way
link-title = Link C-{ $number } to another case
link-lead = Cases of the same person. Each keeps its own clock.
link-search = Name, address, or words of the subject
link-found = Cases found
link-needs-case = Find the other case first.
reason-title-not-ours = C-{ $number } is not ours
reason-lead-not-ours = It closes the case. Say who it belongs to, as the person was told.
reason-title-reopen = Open C-{ $number } again
reason-lead-reopen = Its clocks stand as they were.
reason-title-hold = Legal hold on C-{ $number }
reason-lead-hold = It can’t be erased until the hold is lifted, whatever its period says. Say what it is for: a court, an authority, a dispute.
close-title = Close C-{ $number }
close-still-open = Closing leaves this open:
close-nothing-open = Everything that was asked has its outcome, and nothing is left open.
new-case = New case by hand
new-do = Enter the case
new-text = What was said or written
new-needs-subject = A subject is needed.
new-kinds-hint = Left empty, it is proposed from the text.
import-mail = Bring mail in
import-lead = From .eml, .msg, .emlx, .mbox and Maildir, from the folders of Thunderbird and Apple Mail, or folders of those. The files stay as they are.
import-files = Choose files
import-folder = Choose a folder
import-drop = Leave { $name } out
import-needs-files = Choose files or a folder first.
import-history = As history
import-history-hint = For old mail: cases without clocks.
import-do = Bring in
import-look = Look first
import-looking = Looking …
import-looked = { $count ->
    [one] Of one message
   *[other] Of { $count } messages
} nothing has come in yet:
import-would-opened = would open a case
import-would-joined = would join one
import-would-automated = are automatic
import-would-duplicate = are here twice
import-would-quarantined = can’t be read
import-would-held = are too large
import-would-already-here = are here already
import-would-failed = can’t be opened
import-would-passed-over = files are no mail
import-would-deleted = were deleted in Thunderbird, and stay out
import-goes-on = What is here already is passed over: an import that was cut off goes on where it was.

## Others at the same case
here = { $name } has it open
here-writing = { $name } is writing
conflict = Changed meanwhile
conflict-lead = { $by } changed this case while you were at it. What only one of you changed stays; where both did, yours takes the place of theirs unless you take theirs.
conflict-somebody = Somebody
conflict-field = What
conflict-before = Before
conflict-now = Now
conflict-yours = Yours
conflict-kept = stays as it is now
conflict-take = Take theirs
field-status = Status
field-asks = Asked
field-priority = Priority
field-assignee = Assignee
field-department = Department
field-tags = Tags
field-regime = Law
field-own-due = Own date
field-snoozed = Snoozed until
field-identity = Identity
field-identity-method = How it was established
field-identity-note = Note on the identity
field-party-role = Role
field-party-name = Name
field-party-address = Address
field-party-detail = Account, phone
field-party-minor = A minor
field-minor = A minor
field-representative = Represented
field-parties = Parties
field-messages = Messages
field-notes = Notes
field-links = Linked cases
field-held = Legal hold
ask-with = { $ask } ({ $outcome })
yes = yes
no = no

## Merging and splitting
do-merge = Merge into
do-split = Split
done-merge = merged
done-split = split
done-unmerge = taken out again
merge-title = Merge C-{ $number } into another case
merge-lead = Its messages, asks and parties go there, and its number leads there. It can be undone.
merge-becomes = The merged case: { $status }; identity: { $identity }.
merge-due = Its next limit: { $date }.
merge-due-none = It has no limit yet.
merge-moves =
    { $messages ->
        [0] No message moves.
        [one] 1 message moves.
       *[other] { $messages } messages move.
    }
merge-confirm = These may be two people. Merge all the same.
merge-needs-case = Choose the case that it goes into.
merge-needs-confirm = Confirm that these may be two people.
merge-identities = Identity: { $from } here, { $into } there.
moved-ask = { $kind }, asked { $date }.
moved-due = Limit: { $date }.
moved-due-none = No limit yet.
split-title = Split C-{ $number }
split-lead = What you choose becomes a case of its own; the rest stays. It can be undone.
split-messages = Messages that go
split-asks = Asks that go
split-asks-hint = With none chosen, those go that came with the messages.
split-counts = Its clocks count from { $date }, when it was received.
split-due = Its next limit: { $date }.
split-due-none = It has no limit yet.
split-rest =
    { $messages ->
        [0] No message
        [one] 1 message
       *[other] { $messages } messages
    } and { $asks ->
        [one] 1 ask
       *[other] { $asks } asks
    } stay.
split-needs = Choose what goes.
act-preview = What will happen
merged-into = This case went into C-{ $number }.
merged-in = C-{ $number } went into this case.
split-from = Taken out of C-{ $number }.
unmerge = Take it out again
take-out = Take it out
take-out-why = It becomes a case of its own; later answers to it follow.
alike = May be the same
alike-merge = Merge
alike-merge-case = Merge into C-{ $number }
alike-distinct = Not the same
alike-distinct-case = C-{ $number } is not the same
said-distinct = C-{ $number } is no longer shown here as the same.

## On paper
key-print = Print the case
print = Print
print-case = Print C-{ $number }
print-menu = Print…
print-lead = The whole case, black on white. The log keeps that you printed it.
print-notes = Notes too
print-notes-hint = They are internal: leave them out of what goes to others.
print-by = Printed { $date } by { $name }
print-checkpoint = The log after printing, signed by who printed: which log, how many entries, the root over them.
print-sent = Sent
print-received = Received
print-from = From
print-to = To
print-cc = Copy
print-subject = Subject
print-files = Files
print-messages = Messages
print-said = What was said
print-notes-title = Internal notes
print-log = Log
