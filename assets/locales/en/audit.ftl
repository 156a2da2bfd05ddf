audit-title = Audit log

## List
audit-list = Audit log, newest first
audit-column-time = Time
audit-column-person = Person
audit-column-act = Act
audit-column-object = Concerns
audit-column-seq = Entry
audit-program = the program
audit-end = This is the beginning of the log.
audit-empty = Nothing has been done here yet. What is done from now on appears here.
audit-empty-filtered = No entry fits this filter. Take a part of it away to see more.
audit-shown = { $count ->
    [one] 1 entry shown
   *[other] { $count } entries shown
  }
audit-shown-more = { $count } entries shown, older ones follow as you scroll

## Filter
audit-filter = Filter
audit-filter-act = Act
audit-filter-person = Person
audit-filter-from = From
audit-filter-to = To
audit-filter-any = any
audit-filter-case = Case { $number }
audit-filter-case-drop = Show all cases again
audit-filter-clear = Clear the filter
audit-filter-date = Write the date as { $example }.
audit-filter-order = The first day is after the last one. Change one of them.

## Groups of acts
audit-group-case = Cases
audit-group-message = Messages
audit-group-mailbox = Mailboxes
audit-group-workspace = Workspace
audit-group-audit = The log itself

## An entry
audit-entry = Entry { $seq }
audit-entry-newer = Newer entry
audit-entry-older = Older entry
audit-entry-close = Close the entry
audit-entry-time = Time
audit-entry-person = Person
audit-entry-login = Login
audit-entry-word = Word
audit-entry-case = Case
audit-entry-object = Object
audit-entry-detail = What changed
audit-entry-no-detail = Nothing beyond the act itself.
audit-entry-hash = Hash of this entry
audit-entry-hash-about = The log’s root is computed from these hashes. If anyone alters an entry, verifying finds it.
audit-entry-narrow = Show only
audit-entry-only-case = this case
audit-entry-only-person = this person
audit-entry-only-act = this act
audit-object-case = Case
audit-object-message = Message
audit-object-mailbox = Mailbox
audit-object-workspace = Workspace
audit-object-person = Person

## Verification
audit-verify = Verify
audit-verify-working = Verifying every entry
audit-sound = The log is sound
audit-sound-text = All { $count } entries fit the root, checked { $when }.
audit-unsound = The log is not sound
audit-unsound-text = { $seq ->
    [0] The entries do not fit the root, checked { $when }.
   *[other] Entry { $seq } is the first that does not fit, checked { $when }.
  }
audit-unsound-do = Your cases are untouched by this check. Keep a copy of the workspace folder as it is now, and tell whoever audits it.
audit-unsound-show = Show entry { $seq }
audit-problem-missing = It is missing, or out of order.
audit-problem-other-log = It belongs to another log.
audit-problem-changed = It was changed after it was written.
audit-problem-rewritten = It, or one after it, was rewritten together with its hash.
audit-problem-cut = The entries from there on were cut off.
audit-problem-beyond = Entries follow that the log never counted.
audit-root = Root
audit-root-about = Keep this root elsewhere. A later log that grew from this one can be checked against it.
audit-verdict-close = Close the verdict

## Export
audit-export = Export
audit-export-title = Save the log
audit-export-working = Writing the log
audit-table = Table…
audit-table-title = Write these entries as a table
audit-prove = Prove this entry…
audit-prove-title = Write this entry with its proof
audit-written = Written to { $path }

## What was done
audit-act-letter-saved = Letter worded anew
audit-act-template-saved = Note template kept
audit-act-template-removed = Note template removed
audit-act-view-saved = View kept
audit-act-view-removed = View removed
audit-act-view-placed = View moved
audit-act-case-opened = Case read
audit-act-case-printed = Case printed
audit-act-audit-verified = Log verified
audit-act-audit-exported = Log exported
audit-act-audit-proven = Entry proven
audit-act-audit-table-written = Log written as a table
audit-act-mailbox-added = Mailbox set up
audit-act-mailbox-changed = Mailbox changed
audit-act-mailbox-removed = Mailbox no longer read
audit-act-mailbox-epoch = Folder listed anew
audit-act-mailbox-reconciled = Ledger held against the server
audit-act-workspace-created = Workspace made
audit-act-workspace-opened = Workspace opened
audit-act-workspace-passphrase-changed = Passphrase changed
audit-act-workspace-recovered = Opened with the recovery code
audit-act-workspace-backed-up = Backup made
audit-act-workspace-restored = Restored from a backup
audit-act-retention-period-set = Period set
audit-act-retention-backup-days-set = Time for backups set
audit-act-retention-automated-erased = Automatic mail erased
audit-act-retention-backup-destroyed = Backup destroyed
audit-act-retention-known-again = Erased mail known again
audit-act-message-erased = Message erased
audit-act-workspace-department-added = Department added
audit-act-workspace-calendar-added = Days added to a calendar
audit-act-workspace-calendar-removed = Added days taken away
audit-act-workspace-department-moved = Department moved
audit-act-workspace-department-renamed = Department renamed
audit-act-workspace-settings-changed = Settings changed
audit-act-workspace-scanner-set = Virus scanner set
audit-act-workspace-moved = Moved to a team’s server
audit-act-workspace-taken-home = Copied from the team’s server to one computer
audit-act-person-invited = Person invited
audit-act-person-joined = Person joined
audit-act-person-confirmed = Person’s key confirmed
audit-act-person-reset = New code given
audit-act-person-roles-changed = Roles changed
audit-act-person-left = Person let go
audit-act-person-undertook = Undertaking of confidentiality signed
audit-act-access-confirmed = Access confirmed
audit-act-access-reviewed = Access review finished
audit-act-login-made = Login made
audit-act-login-changed = Login changed
audit-act-login-ended = Login ended
audit-act-database-changed = Changed past the program

## Parts of what changed
audit-detail = { $part }: { $value }
audit-detail-time-zone = Time zone
audit-detail-regime = Rules
audit-detail-calendar = Holidays
audit-detail-lock-after-minutes = Locks after minutes
audit-detail-disposition = Became
audit-detail-size = Bytes
audit-detail-reason = Reason
audit-detail-channel = Way
audit-detail-status = Status
audit-detail-login = Login
audit-detail-table = Table
audit-detail-shared = Everyone’s
audit-detail-seq = Entry
audit-detail-undone = Taken back
audit-detail-message = Message
audit-detail-part = Part
audit-detail-entries = Entries
audit-detail-sound = Sound
audit-detail-since = Checked against entries up to
audit-detail-outcome = Outcome
audit-detail-until = Until
audit-detail-kind = Kind
audit-detail-kinds = Kinds
audit-detail-other = Other case
audit-detail-linked = Linked
audit-detail-merged = Went into the other
audit-detail-other-person = Two people, confirmed
audit-detail-asks = Asks
audit-detail-from = Out of
audit-detail-distinct = Not the same
audit-detail-ground = Ground
audit-detail-priority = Priority
audit-detail-department = Department
audit-detail-under = Under
audit-detail-to = Now
audit-detail-quarter = Quarter
audit-detail-alone = Nobody else could
audit-detail-people = People
audit-detail-tags = Tags
audit-detail-minor = A minor
audit-detail-representative = Represented
audit-detail-due-on = Own date
audit-detail-letter-due = Date in the letter
audit-detail-note = Note
audit-detail-mentions = People mentioned
audit-detail-identity = Identity
audit-detail-method = Method
audit-detail-role = Role
audit-detail-roles = Roles
audit-detail-fingerprint = Fingerprint
audit-detail-edition = Edition
audit-detail-amount = Length
audit-detail-told-on = Told on
audit-detail-sent-on = Sent on
audit-detail-years = Years
audit-detail-assignee = Assignee
audit-detail-because = Because
audit-detail-messages = Messages
audit-detail-found = Found
audit-detail-scanner = Scanner
audit-detail-files = Files
audit-detail-hash = SHA-256
audit-detail-notes = Notes
audit-detail-again = After a restore
audit-detail-which = Which
audit-detail-class = Kind of record
audit-detail-months = Months
audit-detail-days = Days
audit-detail-made = Made
audit-detail-deleted = File deleted
audit-detail-erased = Erased again
audit-true = yes
audit-false = no
