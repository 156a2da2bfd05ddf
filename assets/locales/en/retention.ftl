## Keeping and erasing, in the window and on the command line
class-unknown = Cases nobody could name
class-automated = Automatic mail without a case
kept-none = until somebody decides
kept-months = { $months ->
    [one] { $months } month after it was closed
   *[other] { $months } months after it was closed
}
kept-months-in = { $months ->
    [one] { $months } month after it came in
   *[other] { $months } months after it came in
}
duty-rule = { $regime }: at least { $years ->
    [one] { $years } year
   *[other] { $years } years
} ({ $cite }).
backups-kept = Backups are kept { $days ->
    [one] { $days } day.
   *[other] { $days } days.
}
erased-so-far = Erased so far: { $count }.
held = Legal hold
held-because = Legal hold since { $date }, by { $name }: { $reason }
kept-until = Its period: until { $date }.
duty-until = Kept by law until { $date } ({ $cite })
because-retention = its period was over
because-request = the person asked for it
because-unlawful = it should never have been stored
erased-on = Erased on { $date }: { $because }.
erased-backups = { $count ->
    [one] { $count } backup still holds what it said, until { $date } at the latest.
   *[other] { $count } backups still hold what it said, until { $date } at the latest.
}
erased-no-backups = No backup that is known of holds what it said.
erased-on-servers = { $count ->
    [one] { $count } of its messages still lies in the mailbox on the server: delete it there.
   *[other] { $count } of its messages still lie in the mailbox on the server: delete them there.
}
due-sum = { $all ->
    [0] Nothing has fallen due.
   *[other] { $free } of { $all } can be erased.
}
due-automated = { $count ->
    [one] { $count } automatic message as well.
   *[other] { $count } automatic messages as well.
}
erased-many = Erased: { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
}, { $messages ->
    [one] { $messages } automatic message.
   *[other] { $messages } automatic messages.
}
erased-kept = Something keeps these by now: { $cases }.
erased-again = { $count ->
    [one] Erased again: { $count } case or message the backup had.
   *[other] Erased again: { $count } cases or messages the backup had.
}
restored-unsound = Its log is not what was logged from entry { $seq } on: somebody changed it before the backup was made. Verify the log, and look into it.
erasures-written = { $count ->
    [one] { $count } erasure, written to { $path }.
   *[other] { $count } erasures, written to { $path }.
}
backup-destroyed = destroyed on { $date }
backup-overdue = to be destroyed
backup-here = at its place
backup-elsewhere = not reachable from here

## The window
due-count = { $count ->
    [0] nothing due
    [one] 1 due
   *[other] { $count } due
}
due-count-more = { $count }+ due
due-list = Cases whose period is over
due-column-case = Case
due-column-kind = Asked
due-column-due = Due since
due-column-keeps = Kept by
due-closed = closed { $date }
due-free = nothing
due-none = Nothing has fallen due.
due-none-about = A closed case appears here when its period is over. Nothing is erased by itself.
periods = Periods
periods-change = Change periods
periods-about = Counted from the day on which a case was closed, or automatic mail came in. Of a case that asks several things the longest counts.
periods-rest = Everything else is kept until somebody decides.
periods-none = None is set: everything is kept until somebody decides.
periods-unset = No period is set yet.
periods-unset-do = Say how long each kind of case is kept. What has fallen due then appears here; nothing is erased by itself.
months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}
keeping = Keeping
keeping-rules = Periods, the law, backups
duties = The law
duties-about = Until then a case can’t be erased, whatever its period says. What was not for this company is no such record.
automated-due = The period of { $count ->
    [one] { $count } message is over.
   *[other] { $count } messages is over.
}
automated-due-more = The period of { $count } messages or more is over.
erase-automated = Erase automatic mail
erase-due = { $count ->
    [one] Erase 1 case
   *[other] Erase { $count } cases
}
erase-due-more = Erase { $count }+ cases
erase-these = The cases
erase-title = Erase C-{ $number }
erase-because = Because
erase-confirm = Type { $wanted } to confirm
erase-type = Type { $wanted }.
erase-goes = Goes: messages and attachments, notes, names and addresses, their keys, what search finds them by, and the details of log entries.
erased-stays = Stays: the number, what kind of case it was, dates and outcomes, and that the log is whole.
erase-no-undo = It can’t be undone.
erased = Erased
erased-case = An erased case
erased-about = What it said is gone for good. The record of it stands beside.
erased-cases = { $count ->
    [one] 1 case erased
   *[other] { $count } cases erased
}
erased-but = { $count ->
    [one] 1 case erased
   *[other] { $count } cases erased
}; { $kept } stay, because something keeps them now
erased-messages = { $count ->
    [one] 1 automatic message erased
   *[other] { $count } automatic messages erased
}
backups = Backups
backups-none = None is known.
backup-of = Made { $date }
backup-until = to be kept until { $date }
backup-days = Days that a backup is kept
backup-days-wrong = A backup is kept between 1 and 3660 days.
backup-destroy = Destroy
backup-destroy-this = Destroy the backup of { $date }
backup-destroy-here = Its file is deleted, and the register says that the backup is destroyed. Copies of the file that lie elsewhere are yours to delete.
backup-destroy-elsewhere = Its file can’t be reached from here. Delete it where it lies first; then say here that it is destroyed.
