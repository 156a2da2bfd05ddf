### Orders, columns and kept views of the complaints desk.

sort-due = Due date
sort-received = Received
sort-changed = Last message
sort-number = Number
sort-priority = Priority
sort-status = Status
sort-kind = Kind
sort-assignee = Assignee
sort-department = Department
sort-regime = Law
sort-identity = Identity
sort-messages = Messages
sort-attachments = Attachments

column-kind = Kind
column-status = Status
column-assignee = Assignee
column-department = Department
column-regime = Law
column-channel = Channel
column-received = Received
column-due = Due date

list-menu = Order and columns
list-reverse = The other way round
list-grouped = In groups

view-all = Everything
view-whose-own = Mine
view-whose-shared = Everyone’s
view-save = Keep this list as a view
view-change = Change this view
view-remove = Remove this view
view-placed = { $name } is now number { $place } of the kept views
view-removed = The view “{ $name }” is no longer kept.
view-kept = The view “{ $name }” is kept.
view-name = Name
view-shared = Every officer has it
view-shared-hint = Others see its name and query, and may change it.
view-up = Further up
view-down = Further down
group-nobody = Nobody’s
group-none = None

filter-key-from = who it is from
filter-key-kind = what is asked
filter-key-is = status, or how it stands
filter-key-has = what belongs to it
filter-key-assignee = whose it is
filter-key-mentions = whom a note mentions
filter-key-due = when it is due
filter-key-received = when it came
filter-key-changed = when it was last written about
filter-key-tag = a tag
filter-key-department = a department
filter-key-priority = how pressing
filter-key-regime = the law
filter-key-channel = by which way it came
filter-key-identity = what is known of who asks
filter-key-language = its language
filter-key-number = its number

flag-open = Still needs work
flag-overdue = Past its limit
flag-unread = Not read yet
flag-mine = Assigned to me
flag-snoozed = Snoozed
flag-minor = A child is concerned
flag-held = On legal hold
flag-quarantined = Unreadable mail
flag-history = Old mail
flag-erased = Erased
thing-attachment = An attachment
thing-note = A note
thing-due = A due date
list-no-groups = In this order nothing stands together.
list-column = Show { $column }
list-columns-full = A row has room for { $most }.
list-order-now = { $order }
view-first = It is the first.
view-last = It is the last.
view-needs-name = Give it a name.
filter-assignee-me = Me
filter-assignee-none = Nobody

## One act on many cases
marked-count = { $count } marked
marked-all = All marked
mark-all = Mark all
mark-none = Mark nothing
bulk-acts = Do to all
bulk-title = To all that are marked
bulk-act = Act
bulk-would = Can be done to { $possible } of { $total }.
bulk-looking = Looking at what is possible …
bulk-not = Not to { $count }: { $why } ({ $cases })
bulk-done =
    { $left ->
        [0] Done to { $done }.
       *[other] Done to { $done }; { $left } left as they were.
    }
bulk-undone =
    { $left ->
        [0] Taken back from { $done }.
       *[other] Taken back from { $done }; { $left } were worked on since and stay.
    }
bulk-stopped = Stopped: done to { $done }.
bulk-nothing = It can be done to none of them.
bulk-adds = It adds a note or a message to each, and can’t be taken back.
bulk-keep = As it is
bulk-tag = Add a tag
bulk-kind = Kind of all
bulk-needs = Say what is to be done.
bulk-acknowledged = What each was told
bulk-outcome = What came of all that is open
bulk-route-hint = Left empty, it is what the law of each case has us name.
bulk-ground-elsewhere = Their law has no such ground for what they ask.
bulk-into = They all go into
bulk-link = Link them to
bulk-link-each = One another
bulk-link-one = One case
bulk-do = Do it to { $count }

## The office's figures
figures = Figures
figures-received = Received from { $from } to { $to }: { $count }.
figures-in = In, per week
figures-in-now = this week
figures-in-told =
    { $count ->
        [one] 1 case in { $weeks } weeks; in this one so far { $now }
       *[other] { $count } cases in { $weeks } weeks; in this one so far { $now }
    }
figures-open = Age of open cases
figures-age = { $from }–{ $to } d
figures-age-over = over { $days } d
figures-first-answer = First answer
figures-closing = Closed
figures-took = How long it takes
figures-median = half within
figures-p90 = nine in ten within
figures-hour = under 1 h
figures-hours = { $n } h
figures-days = { $n } d
figures-none = –
figures-on-time = Answered in time
figures-late = { $count } late
figures-nothing = Nothing was due yet.
figures-period = Of the cases received in the last twelve weeks.

## What the desktop is told
notice-urgent =
    { $count ->
        [one] 1 new message in an urgent case.
       *[other] { $count } new messages in urgent cases.
    }
notice-due =
    { $count ->
        [one] 1 case falls due today.
       *[other] { $count } cases fall due today.
    }
