## Keeping and erasing, in the window and on the command line
class-unknown = Cases nobody could name
class-automated = Automatic mail without a case
kept-none = until somebody decides
kept-months = { $months ->
    [one] { $months } month after it was closed
   *[other] { $months } months after it was closed
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
kept-until = Its period is over on { $date }.
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
    [one] { $count } case or message that was erased since the backup was erased again.
   *[other] { $count } cases and messages that were erased since the backup were erased again.
}
erasures-written = { $count ->
    [one] { $count } erasure, written to { $path }.
   *[other] { $count } erasures, written to { $path }.
}
backup-destroyed = destroyed on { $date }
backup-overdue = to be destroyed
backup-here = at its place
backup-elsewhere = not reachable from here
