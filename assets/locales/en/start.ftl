start-title = Where should your work live?
start-office = Ming Live
start-ways = Ways to begin
start-all-ways = All ways
start-recent = Opened here before
start-recent-missing = not found now
start-theme = Switch between light and dark
start-language = Language

## The ways
start-demo = Look around first
start-demo-text = A demonstration with made-up cases in two languages. It stays on this computer and never meets your own work.
start-create = Begin on this computer
start-create-text = One encrypted folder. You alone, without a server.
start-team = Set up a team
start-team-text = Several people on the company’s PostgreSQL, each with keys of their own.
start-join = Join a team
start-join-text = You were given an address and a code.
start-open = Open a workspace
start-open-text = A folder on this computer or on a drive that is connected now.
start-restore = Open from a backup
start-recover = Use a recovery code

## Things on several pages
start-path = Folder of the workspace
start-path-hint = It ends in .desk
start-choose = Choose…
start-choose-workspace = Choose the folder of the workspace
start-choose-place = Choose where to keep it
start-choose-backup = Choose the backup
start-choose-backups = Backups
start-choose-any = All files
start-choose-erased = Choose the list of erasures
start-passphrase = Passphrase
start-back = Back
start-continue = Continue
start-problem-needed = Fill this in.
start-problem-repeat = The two are not the same. Type it again.
start-problem-weak = This one could be guessed. Make it longer.
start-problem-code = A recovery code has 8 groups of 4 characters. { $count ->
    [one] One character is here.
   *[other] { $count } characters are here.
  }

## The demonstration
start-demo-about = The program writes the mail itself and brings it in the same way as real mail: requests, complaints, replies, bounces, and a few that mean harm. Try everything; nothing leaves this computer.
start-demo-again = The first time takes a little while. After that it opens at once, as you left it.
start-demo-go = Open the demonstration
start-demo-working = Making the demonstration
start-demo-count = { $done } messages in
start-demo-count-of = { $done } of { $total } messages in

## Opening
start-open-title = Open { $name }
start-open-other = Open a workspace
start-open-about = Your passphrase opens it on this computer. It is not stored and not sent anywhere.
start-open-go = Open
start-open-working = Opening. Checking the passphrase takes a moment on purpose.
start-open-forgotten = Forgotten? Use the recovery code
start-open-elsewhere = It is somewhere else now

## Beginning: place
start-steps = Step { $now } of { $all }
start-step-done = done
start-step-server = Database
start-step-place = Place
start-step-passphrase = Passphrase
start-step-code = Recovery code
start-step-invitation = Invitation
start-step-undertaking = Undertaking
start-step-confirm = Confirmation
start-place-title = Give it a name and a place
start-place-about = Everything is kept in one folder, encrypted before it reaches the disk. Nothing is made before the last step is done.
start-place-about-team = The cases go to the server, encrypted before they leave this computer. Your own keys stay in a folder here. Nothing is made before the last step is done.
start-place-keys = Folder for your keys
start-place-name = Name of the workspace
start-place-name-hint = Usually the company’s name
start-place-person = Your name
start-place-person-hint = It stands beside everything you do in the log
start-place-path = Place
start-place-path-hint = A new folder of this name is made there
start-place-rules = New cases follow GB/T 35273 with PIPL, and times are shown for { $zone }. Both can be changed in Settings.

## Beginning: passphrase
start-passphrase-title = Choose a passphrase
start-passphrase-about = It is asked for each time the workspace opens. Nobody can look it up or reset it; the next step gives you a code for the day it is forgotten.
start-passphrase-new = New passphrase
start-passphrase-hint = Four or five words that do not belong together
start-passphrase-repeat = Type it again
start-passphrase-again = The code that you were shown no longer counts. Going on makes a new one.
start-passphrase-working = Making the keys. This takes a moment on purpose.

## Beginning: recovery code
start-code-title = Put this code on paper
start-code-about = It opens the workspace if the passphrase is forgotten. It is shown once and kept nowhere. Without the passphrase and without this code, nobody can read a single case again: not the administrator, not us.
start-code-about-new = The old code ends when this one is typed back. Keep it where you kept the old one, and destroy the old paper.
start-code-list = Recovery code, 8 groups of 4
start-code-covered = Covered while you type
start-code-show = Show the code again
start-code-print = Print it
start-code-letters = No 0, 1, I or O in it
start-code-back-title = Now type it back from the paper
start-code-back-text = While you type, the code above is covered.
start-code-back-group = Type the code back, 8 groups
start-code-group = Group { $number }
start-code-right = right
start-code-wrong = does not match
start-code-marks = { $wrong ->
    [0] { $right } of 8 groups are right.
    [one] { $right } of 8 groups are right, one does not match.
   *[other] { $right } of 8 groups are right, { $wrong } do not match.
  }
start-code-until = Complete once all 8 groups are right
start-code-complete = All 8 groups are right
start-code-working = Making the workspace
start-code-paper-title = Recovery code
start-code-paper-of = Workspace: { $name }
start-code-paper-text = Whoever holds this page can open the workspace. Keep it apart from the computer, under lock. To use it: start Privacy Desk, then “Use a recovery code”.
start-code-paper-date = Printed on { $date }

## Setting up a team
start-address = Address of the database
start-problem-address = An address looks like postgres://login@host/database.
start-plain = Allow the connection to go without TLS
start-plain-hint = Only if the network between is your own. What is personal is encrypted all the same; who does what, and when, is not.
start-server-title = Which database?
start-server-about = An empty one on the company’s PostgreSQL (15.14, 16.10, 17.6 or later), with a login that may make roles. It is looked at now; nothing is made there before the last step.
start-server-address-hint = With the login of whoever sets it up
start-server-password = Password of that login
start-server-password-hint = Used for this alone, and kept nowhere. Afterwards everybody has a login of their own.
start-server-working = Looking at the database
start-preparation = For the database’s administrator
start-preparation-about = Send them this. They run it in psql, in that database, once; then continue here.
start-preparation-copy = Copy the SQL

## Joining a team
start-join-title = Enter your invitation
start-join-about = Somebody of the team has invited you and given you two things, perhaps by two ways: an address and a code. Your keys are made on this computer; nobody else has them.
start-join-address-hint = As it was given to you, with your login in it
start-join-code = Code
start-undertaking-title = Before you join { $name }
start-undertaking-about = Everyone who works here signs this. Your key signs it, in both languages, when you join.
start-undertaking-first = Before { $name } begins
start-undertaking-first-about = Everyone of a team signs this, you as the first. Your key signs it, in both languages, once the team is made.
start-undertaking-accept = I have read it, and undertake to keep to it
start-undertaking-until = Tick it to go on
start-waiting-title = You have joined { $name }
start-waiting-about = One thing is left: somebody of the team confirms that your key is yours. Until then nothing opens.
start-waiting-fingerprint = Fingerprint of your key
start-waiting-call = Call an officer of the team, or go to them.
start-waiting-read = Read them this fingerprint, all five groups.
start-waiting-open = Once they have confirmed, open it.
start-waiting-later = You can close the program meanwhile. The workspace stands in the list of those opened here; opening it shows this page again until you are confirmed.
start-waiting-go = Try to open
start-waiting-not-yet = Not confirmed yet, at { $time }

## From a backup
start-restore-about = A backup is one encrypted file. It is opened into a new folder; the workspace it was made from is not touched.
start-restore-from = Backup file
start-restore-from-hint = The full path of the file
start-restore-to = Restore to
start-restore-erased = List of erasures
start-restore-erased-hint = What was erased since the backup is erased again. A list beside the backup is found; name one that lies elsewhere.
start-restore-passphrase-hint = The one that was valid when the backup was made
start-restore-go = Restore
start-restore-working = Restoring the backup
start-restore-count = { $share } done

## With a recovery code
start-recover-about = The code on paper opens the workspace once and gives it a new passphrase. You then get a new code; the old one ends.
start-recover-code = Recovery code
start-recover-code-hint = 8 groups of 4; spaces and dashes do not matter

## Passphrase field
start-secret-show = Show
start-secret-hide = Hide
start-secret-show-name = Show what is typed: { $label }
start-secret-hide-name = Hide what is typed: { $label }
start-secret-caps = Caps Lock is on.
start-strength-none = Strength shows here as you type
start-strength-weak = Too easy to guess
start-strength-enough = Good enough
start-strength-strong = Strong

## What would make a passphrase better
advice-add-words = add another uncommon word or two
advice-common = many people use this one
advice-own-words = leave out your own and the company’s names
advice-repeats = repeating adds little
advice-sequences = sequences such as abc or 6543 add little
advice-keyboard = rows of keys add little
advice-dates = dates and years are easily guessed
advice-names = names are easily guessed
advice-disguise = capitals and swapped letters add little

## The lock
start-lock-title = Locked
start-lock-about = The keys are closed, and background work rests until you unlock. Everything is kept, also what you were typing about a case.
start-lock-mail = While it is locked, no mail is read. What arrives waits on the server and comes in once you unlock.
start-lock-sends = { $count ->
    [one] An answer waits to be sent. It goes once you unlock.
   *[other] { $count } answers wait to be sent. They go once you unlock.
  }
start-lock-go = Unlock
start-lock-go-demo = Go on with the demonstration
start-lock-working = Unlocking
start-lock-other = Close it and use another workspace
