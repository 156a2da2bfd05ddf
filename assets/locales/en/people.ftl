### The people desk: who is of the team, and what each may do.

people-list = People of the team
people-count = { $count ->
    [one] 1 person
   *[other] { $count } people
  }
people-column-name = Name
people-column-standing = Standing
people-column-roles = Roles
people-since = on the list since { $date }
people-code-until = code good until { $date }
people-code-over = Code has run out
people-role-gap = { ", " }
people-foot = Everything done here is in the audit log.
people-foot-others = Officers and administrators keep this list.
people-wait = { $count ->
    [one] 1 person waits to be confirmed
   *[other] { $count } people wait to be confirmed
  }
palette-for-person = For { $name }

## One person
people-me = you
people-before = The person before
people-after = The next person
people-email = E-mail
people-login = Login
people-came = On the list since
people-until = Code good until
people-undertaking = Undertaking
people-undertaking-none = not signed
people-undertaking-yet = signed when they join
people-undertaking-sign = Sign the undertaking…
people-undertaking-title = Sign the undertaking
people-undertaking-lead = Everyone who works with complaints signs this. Your key signs it, in both languages.
people-undertaking-go = Sign it
people-not-undertaken = undertaking not signed
people-last-seen = Last active
people-never-seen = never
people-manages-below = Also manages what lies under it: { $departments }
people-fingerprint-about = Names the public half of their key. Whoever reads out the same one has the same key.
people-fingerprint-none = They make their key when they join.
people-acts = What can be done
people-yourself = Nobody changes their own roles or lets themselves go. Another officer does.
people-officer-only = Only an officer changes an officer.
people-left-about = They have left. What they did stays in the log under their name.
people-wait-title = Waits to be confirmed
people-wait-about = { $name } has joined and made a key on their own computer. Nothing opens to them until somebody has compared its fingerprint with them.

## What can be done
people-do-confirm = Confirm…
people-do-roles = Roles…
people-do-new-code = New code…
people-do-let-go = Let go…

## What each role may do
people-may-officer = Reads and answers complaints and requests, reads mailboxes, keeps this list
people-may-manager = Works on what is asked of their department
people-may-staff = Logs training, reports incidents
people-may-auditor = Reads and verifies the audit log; sees no complaint’s text
people-may-administrator = Keeps this list and the database. This alone opens no complaint and makes no officer
people-roles-legend = What they are; several at once are possible
people-departments = Departments they manage
people-departments-all = All departments
people-departments-covered = with the one above
people-lacks-name = Give a name first.
people-lacks-role = Choose at least one role.

## Inviting
people-invite = Invite a person
people-invite-lead = You get a code that lets this one person in, once. They make their own keys; nobody else ever has them.
people-invite-go = Make the code
people-name-hint = It stands beside everything they do
people-email-hint = For the list; nothing is sent
people-login-hint = Small letters, digits and hyphens. Left empty, it is made from the e-mail address, or from a name in Latin letters.

## The code
people-code-title = The code for { $name }
people-code-lead = It is shown now and never again. If it gets lost, make a new one.
people-code = Code
people-code-good = Good once, until { $date }
people-code-login = It holds their login: { $login }
people-copy-code = Copy the code
people-copy-url = Copy the address
people-copied = Copied
people-code-do = What comes next for { $name }
people-code-do-give = Send the address as you like. Give the code another way: by phone, or on paper.
people-code-do-join = They start Privacy Desk, choose “Join a team”, and enter both.
people-code-do-read = They call you and read out their fingerprint. You compare it here and confirm; then everything opens to them.

## Confirming
people-confirm-title = Is this { $name }’s key?
people-confirm-lead = Have them read out the fingerprint that their window shows, on the phone or face to face. Don’t read yours to them.
people-confirm-here = Fingerprint of the key that is here
people-confirm-typed = Does what they read match? Type the first two groups as you hear them
people-confirm-hint = And compare the other three by eye
people-confirm-other = This is not the key that is here. Have it read again; if it still differs, do not confirm, and tell whoever runs the database.
people-confirm-until = Type the first two groups as you hear them.
people-confirm-go = All five match: confirm
people-confirm-why = Once confirmed, your key vouches for theirs, and for { $name } as: { $roles }. What that reaches is opened to them. If somebody exchanged the key on its way, this is where it shows.

## Other roles
people-roles-title = Roles of { $name }
people-roles-lead = Their sessions end. When they open the workspace again, they have what the new roles reach.
people-roles-officer = As an officer they can open every complaint, those from before too.
people-roles-no-officer = Complaints close to them. What comes in from now on is under keys that they never had; what they have read, they have read.

## A new code
people-new-code-title = A new code for { $name }?
people-new-code-lead = For a code that was lost, or a computer or passphrase that is gone.
people-new-code-go = Make a new code
people-new-code-old-code = A code that was given before no longer counts.
people-new-code-keys = They are signed out at once, and the keys on their computer open nothing any more.
people-new-code-again = They join again with the new code, and somebody compares the new fingerprint.

## Letting go
people-let-go-title = Let { $name } go?
people-let-go-lead = This can’t be taken back. To have them again, you invite them anew, with another login.
people-let-go-go = Let go
people-let-go-code = Their code and their login end now. They have never been in.
people-let-go-login = Their login and every session of theirs end now.
people-let-go-keys = What was opened to them is closed, and what comes in from now on is under new keys.
people-let-go-work = What they did stays, in the cases and in the log, under their name.
people-let-go-known = What they have read or copied can’t be taken back. The undertaking they signed goes on binding them.
## The access review
people-quarter = Q{ $number } { $year }
people-review = Access review
people-review-line = Access review for { $quarter }: { $done } of { $all } confirmed, due by { $date }
people-review-progress = { $done } of { $all } confirmed, due by { $date }
people-review-finished = Access review for { $quarter }: finished by { $name }, { $date }
people-review-go = Open the review
people-review-look = Look at it
people-review-back = Back to the list
people-review-column = Review
people-review-open = To be confirmed
people-review-confirmed = Confirmed
people-review-by = by { $name }, { $date }
people-review-said = Confirmed by { $name }, { $date }
people-review-ask = Does { $name } still need this?
people-review-about = If so, it stays as it is. If not, change their roles or let them go, below.
people-review-alone = Nobody else here could confirm you, so you may yourself; the log says so.
people-review-another = Another has to confirm you
people-review-another-about = Nobody confirms what they have themselves. Ask another officer or administrator to open the review.
people-review-stays = Stays as is
