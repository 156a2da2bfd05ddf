# What the command line alone says. What it shares with the window stands in the other files.

## Asked on a terminal
cli-passphrase = Passphrase:
cli-passphrase-new = New passphrase:
cli-passphrase-again = The same once more:
cli-recovery-ask = Recovery code:
cli-recovery-code = This is the recovery code. Write it down and keep it away from this computer: without it a forgotten passphrase locks the workspace for good.

    { $code }

cli-recovery-type-back = Type the recovery code back:

## What came of it
cli-done = { $case }: { $act }. Status: { $status }.
cli-done-undo = Take it back: { $command }
cli-passphrase-changed = The passphrase is changed. The recovery code stays.
cli-recovered = The new passphrase is set, and the new recovery code replaces the old one.
cli-recovered-file = The new passphrase is set. The new recovery code is in { $path }; the old one no longer opens anything.
cli-recovery-cut-off = An earlier recovery was cut off after it had set its passphrase and code. It is done anew, with that code.
cli-backup-done = The backup is in { $path } ({ $size }).
cli-demo = The demonstration is in { $path }: { $cases } cases, { $messages } messages. Its passphrase: { $passphrase }
    Go on with: pdesk --workspace { $path } cases list
cli-more = More follow: --after { $next }
cli-more-before = Older ones follow: --before { $next }
cli-missing-status = a status other than “{ $status }” (pdesk cases show tells what can be done now)

## Lists
cli-cases-none = No case fits.
cli-messages-none = No message fits.
cli-column-case = Case
cli-column-due = Due
cli-column-status = Status
cli-column-week = Week from
cli-column-arrived = Arrived
cli-column-age = Age
cli-column-open = Open
cli-column-until = Until
cli-column-median = Half within
cli-column-p90 = Nine in ten within
cli-column-law = Law
cli-column-on-time = In time
cli-column-late = Late
cli-column-running = Running
cli-column-asked = Asked
cli-column-from = From
cli-column-to = To
cli-column-cc = Copy to
cli-column-subject = Subject
cli-column-id = Id
cli-column-received = Received
cli-column-time-source = Time
cli-column-became = Became
cli-column-source = Came from
cli-column-answers = Answers
cli-column-view = View
cli-column-cases = Cases
cli-column-query = Query
cli-column-order = Order
cli-column-whose = Whose
cli-column-word = Word
cli-column-ground = Ground
cli-column-clause = Clause
cli-column-meaning = Meaning
cli-column-clock = Clock
cli-column-period = Period
cli-column-calendar = Calendar
cli-column-version = Version
cli-column-years = Years
cli-column-counts = Counted by
cli-calendar-added = + { $added } ({ $name })
cli-calendar-own = this workspace
cli-choices-departments = Departments
cli-choices-tags = Tags
cli-choices-people = People
cli-attached = Attached
cli-quoted =
    { $lines ->
        [one] [1 quoted line]
       *[other] [{ $lines } quoted lines]
    }

## The workspace
cli-info-name = Name
cli-info-path = Folder
cli-info-id = Id
cli-info-engine = Database (schema)
cli-info-created = Made
cli-info-size = Size
cli-info-cases = Cases
cli-info-messages = Messages
cli-info-entries = Entries in the log
cli-info-fingerprint = Fingerprint
cli-info-backup = Last backup
cli-info-no-backup = none yet
cli-info-time-zone = Time zone
cli-info-regime = Law for new cases
cli-info-calendar = Holidays
cli-info-lock-after = Locks after idle minutes
cli-info-approve-refusals = A second person approves refusals
cli-info-approve-disclosures = A second person approves what gives personal data out

## A case
cli-case-text = What was said
cli-case-messages = Messages
cli-case-notes = Notes
cli-case-offers = What can be done now (▸ comes next): pdesk cases …
cli-case-offers-words = For what stands in capitals: pdesk help cases COMMAND; for grounds, people, departments and tags: pdesk choices.
cli-case-suggested = It may belong to { $case }.
cli-case-folded = An older message of many. To read it: { $command }

## What goes wrong
error-cli-workspace-not-named = Nothing was done. No workspace is named. Give --workspace FOLDER, or set PRIVACY_DESK_WORKSPACE.
error-cli-passphrase-not-given = Nothing was done. There is no passphrase, and no terminal to ask for it. Give the file that holds it, or set PRIVACY_DESK_PASSPHRASE_FILE.
error-cli-passphrase-differ = Nothing was changed. The two passphrases are not the same. Begin again.
error-cli-recovery-not-given = Nothing was done. The recovery code needs a place, and there is no terminal to show it or ask for it. Give --recovery-file FILE.
error-cli-file-unreadable = Nothing was changed. { $path } can’t be read ({ $why }). Check its name, and that you may read it.
error-cli-file-unwritable = What was kept before stays as it is. { $path } can’t be written ({ $why }). Choose a place where you may write and that has room.
error-cli-file-exists = The file that is there was not touched. { $path } exists already. Choose another name.
error-cli-ask-which = The case is unchanged. Say which thing that is asked you mean. In this case: { $asks }.
error-cli-ask-unknown = The case is unchanged. Nobody asks for “{ $ask }” in it. What is asked: { $asks }.
error-cli-clock-which = The case is unchanged. More than one clock can be extended. Name one with --clock: { $clocks }.
error-cli-recipient-which = The case is unchanged. Say who was told, by the name that is listed. Still to be told: { $recipients }.
error-cli-person-unknown = Nothing was changed. Nobody here is called “{ $person }”. There are: { $people }.
error-cli-answer-nothing-to-tell = The case is unchanged. --tell names those who must hear of a deletion, and no deletion is answered here. Leave it out, or give the deletion its outcome.
error-cli-import-stopped = What came in stays. The import was stopped. Run the same command again to go on; nothing comes in twice.
error-cli-import-incomplete = All other mail is in. What could not be read: { $failed }. Check that you may read those files, then run the same command again; nothing comes in twice.
error-cli-start = Nothing was done. The program could not start ({ $why }). Try again.

## Teams
cli-column-text = Text
cli-column-name = Name
cli-column-login = Login
cli-column-standing = Standing
cli-column-roles = Roles
cli-column-fingerprint = Fingerprint
cli-column-kept = Kept
cli-column-number = Case
cli-column-closed = Closed
cli-column-keeps = Kept by
cli-column-made = Made
cli-column-kept-until = Kept until
cli-column-draft = Draft
cli-column-state = State
cli-column-language = Language
cli-column-stop = What stops it
cli-column-passable = What to do
cli-column-about = About
cli-column-message = Message
cli-column-since = Since
cli-column-next = Next attempt
cli-column-said = What was said
cli-column-path = Path
cli-column-undertaking = Undertaking
cli-undertaking-none = not signed
cli-column-last-seen = Last active
cli-column-confirmed = Confirmed
cli-review = Access review { $quarter }: { $done } of { $all } confirmed, due by { $due }.
cli-review-finished = Access review { $quarter }: finished by { $name }, { $at }.
cli-review-confirmed = by { $name }, { $day }
cli-review-another = another has to
cli-review-alone = Nobody else here could confirm you, so you may yourself; the log says so.
cli-undertaken = You signed it on { $at }.
cli-not-undertaken = You have not signed it. Sign it with: pdesk people undertaking --undertake
cli-team-upgraded = { $url } is up to date.
cli-team-sql = For the database’s administrator: run this in psql, in that database. It may be run again.
cli-team-joined = You have joined. Read this fingerprint to an officer of the team, by phone or face to face; once it is confirmed, the workspace opens: { $fingerprint }
cli-invited-all = { $count ->
    [one] One person is invited.
   *[other] { $count } people are invited.
 } The codes are in { $path }: give each person theirs, and delete the file.
cli-team-moved = The workspace is in { $path }: { $rows } rows of { $tables } tables, the same on both sides.
cli-invited =
    Give the person this command, and the code apart from it; it is good until { $until }, once:
    pdesk team join '{ $url }' --workspace FOLDER --code CODE
    Code: { $code }
error-cli-team-not-undertaken = Nothing was made. Read the undertaking above, and accept it with --undertake.

## Merging and splitting
cli-merge-would =
    Into { $into }: { $messages ->
        [0] no message
        [one] 1 message
       *[other] { $messages } messages
    } of { $from }
cli-split-would =
    Out of { $from }: { $messages ->
        [0] no message
        [one] 1 message
       *[other] { $messages } messages
    } as a case of its own, { $subject } ({ $name })
cli-distinct = These two are not the same: they are no longer shown to each other as such.
cli-not-distinct = Whether these two are the same is open again.
cli-bulk-undo = Take it back with: pdesk cases undo-bulk { $id }
