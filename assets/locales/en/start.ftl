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
start-create-text = One encrypted folder. You alone, without a server; a team can be added later and everything moves along.
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
start-step-place = Place
start-step-passphrase = Passphrase
start-step-code = Recovery code
start-place-title = Give it a name and a place
start-place-about = Everything is kept in one folder, encrypted before it reaches the disk. Nothing is made before the last step is done.
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

## From a backup
start-restore-about = A backup is one encrypted file. It is opened into a new folder; the workspace it was made from is not touched.
start-restore-from = Backup file
start-restore-from-hint = The full path of the file
start-restore-to = Restore to
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
start-lock-about = The keys are closed, and background work rests until you unlock. Everything is kept.
start-lock-mail = While it is locked, no mail is read. What arrives waits on the server and comes in once you unlock.
start-lock-go = Unlock
start-lock-go-demo = Go on with the demonstration
start-lock-working = Unlocking
start-lock-other = Close it and use another workspace
