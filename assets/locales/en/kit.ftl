### Words that every desk shares.

## Buttons that every desk has
cancel = Cancel
close-dialog = Close
save = Save
optional = optional
undo = Undo
add = Add
change = Change
dismiss = Put away
none = None
today = today

## Dates, counts and sizes
date-weekday = { $weekday } { $date }
date-time = { $date }, { $time }
date-shape = yyyy-mm-dd
date-shape-time = yyyy-mm-dd hh:mm
date-unread = Type it as { $example }.
date-outside = This date is too early or too late.
needs-date = Correct the date first.
count-more = { $count }+
size-bytes = { $n } bytes
size-kb = { $n } KB
size-mb = { $n } MB

## How a clock stands
due-running = { $days } d
due-soon =
    { $days ->
        [0] due today
       *[other] due in { $days } d
    }
due-overdue =
    { $days ->
        [0] overdue since today
       *[other] overdue { $days } d
    }
due-paused = paused, { $days } d left
due-met = met
due-met-late =
    { $days ->
        [0] met late
       *[other] met { $days } d late
    }
due-waits-identity = starts when verified
due-waits-letter-limit = the letter’s date is missing
nobody-yet = No one yet

## The rail
rail = Desks and workspace
desks = Desks
desk-complaints = Complaints
desk-mailbox = Mailbox
desk-people = People
desk-retention = Retention
desk-audit = Audit log
desk-settings = Settings
search-or-jump = Search or jump
workspace-menu = Workspace
demo-here = Demonstration
lock = Lock
leave = Close the workspace
theme-switch = Light or dark
drop-here = Let go to bring this mail in

## Status line
said-done = C-{ $number }: { $act }
said-undone = C-{ $number }: taken back
import-running = Mail is coming in
import-count = { $seen } in, { $rate } a second
import-count-of = { $seen } of { $total }, { $rate } a second
import-finished =
    { $seen ->
        [one] 1 message came in:
       *[other] { NUMBER($seen) } messages came in:
    } { $opened } opened a case, { $joined } joined one, { $automated } automatic, { $quarantined } unreadable, { $same } here already, { $failed } could not be read.
import-cancelled = Stopped after { NUMBER($seen) }; what came in stays: { $opened } opened a case, { $joined } joined one, { $automated } automatic, { $quarantined } unreadable, { $same } here already, { $failed } could not be read.

## Palette
palette-title = Search or jump
palette-placeholder = An act, a case or a place
palette-none = Nothing fits. Try another word.
palette-choose = choose
palette-run = do it
palette-for-case = For { $case }
palette-cases = Cases
palette-places = Go to
palette-people = People
palette-assigned = Assigned to { $name }
palette-case-end = { $status }, { $date }
palette-search-all = Search all cases for “{ $query }”

## Keys
keys-title = All keys
keys-lead = Single letters work whenever no text field has the focus. Settings can switch them off.
keys-lead-off = Single letters are switched off in Settings. The palette (Ctrl K) does everything.
keys-move = Move
keys-case = The open case
keys-person = The chosen person
keys-list = The list
keys-go = Go to
keys-window = The window
key-next = Next row; in the reading pane the next case
key-previous = Row before; in the reading pane the case before
key-page-down = A page down
key-page-up = A page up
key-first = To the top
key-last = To the end
key-open = Open
key-back = Back one level
key-panel = To the case panel and back
key-next-step = The next step: the filled button
key-triage = Triage: what is asked, priority, tags
key-assign = Assign
key-note = Write a note
key-identity = Record who asks
key-reply = Answer the message that has the focus, or the newest that came in
key-reply-all = Answer everybody whom that message was sent to
key-letters = Choose a letter for the answer
key-send = Send the answer that is being written
key-answer = Record an answer that was sent
key-refuse = Refuse
key-extend = Extend the deadline
key-snooze = Snooze until a day
key-await-requester = Wait for the requester
key-link = Link to another case
key-merge = Merge into another case
key-split = Split: take messages or asks out
key-task = Give a department a task
key-take-out = Take the message that joined last out, into a case of its own
key-close = Close, or open again
key-unread = Unread, or read
key-undo = Undo what the status line says
key-html = Show the message as its sender laid it out, or as text
key-own-window = Open it in a window of its own
key-quotes = Show or fold quoted text
key-confirm = Confirm their key
key-roles = Change their roles
key-new-code = Give them a new code
key-let-go = Let them go
key-stays = In an access review: it stays as it is
key-review = Open the access review, or go back to the list
key-new = New: a case by hand, a mailbox, or a person to invite
key-mark = Mark it
key-mark-run = Mark as far as here
key-mark-all = Mark all of the list
key-order = Change the order
key-keep-view = Keep this list as a view
key-place-view = On a kept view in the rail: put it further up or down
key-filter = Filter this list
key-import = Bring mail in
key-go-complaints = Complaints
key-go-needs-me = Needs me
key-go-new = New
key-go-all-open = All open
key-go-mailbox = Mailbox
key-go-outbox = Outbox
key-go-people = People
key-go-retention = Retention
key-go-audit = Audit log
key-go-settings = Settings
key-palette = Search or jump
key-keys = These keys
key-lock = Lock the workspace
key-close-window = Close this window
width-rail = Width of the rail
width-list = Width of the list
width-side = Width of the case panel
close-window = Close this window
alone-locked = This workspace is locked
alone-locked-do = Give the passphrase in the window that this one was opened from; then the case is here again, and what you were typing about it.
closing-title = Something typed was not sent
closing-lead =
    { $count ->
        [one] A form has something in it that was not sent. It is lost with the window.
       *[other] { $count } forms have something in them that was not sent. It is lost with the windows.
    }
closing-title-sends = Something sent has not gone yet
closing-sends =
    { $count ->
        [one] An answer waits to be sent. It goes when Privacy Desk is open next.
       *[other] { $count } answers wait to be sent. They go when Privacy Desk is open next.
    }
closing-how = What was sent is kept.
closing-do-sends = Close all the same
closing-do = Close and lose it

## What the window itself has to say
error-unknown = It did not work, and there is no sentence for why ({ $code }). Look at how things stand before you try again.
error-window-call-failed = What you typed is kept here. The program did not take it ({ $detail }). Try again.

## An act that does not fit how the case stands
not-in-status = The case is unchanged. This can’t be done while its status is “{ $status }”. The bar below the case shows what can be done now.
server-lost = The team’s server is not reached. Reconnecting; what was saved is safe.
secret-copy = Copy
secret-copied = Copied
