# What failed, said to the person at work: what is safe first, then what failed, then what to do.
# The id is `error-` and the code with its dots as dashes.

## Opening a workspace
error-workspace-open-wrong-passphrase = Nothing was opened or changed. This passphrase does not open the workspace. Check Caps Lock and the keyboard layout, then try again; if it is forgotten, use the recovery code.
error-workspace-open-damaged = Nothing was changed. Part of { $path } can’t be read: it is damaged. Copy the folder to another disk before anything else, then restore the latest backup to a new folder.
error-workspace-open-keys-missing = The cases are still there, encrypted. The file “keys” is gone from { $path }, and nothing opens without it. Put it back from a copy of the folder, or restore a backup to a new folder.
error-workspace-open-keys-damaged = The cases are still there, encrypted. Both copies of the keys in { $path } are damaged. Put the file “keys” back from a copy of the folder, or restore a backup to a new folder.
error-workspace-open-newer = Nothing was changed. A newer Privacy Desk made this workspace (version { $found }; this program knows up to { $known }). Install the newer program, then open it again.
error-workspace-open-not-found = Nothing was changed. There is no workspace at { $path }. If it is on a drive that can be removed, connect it; otherwise choose the folder it was moved to.
error-workspace-open-in-use = Your work is safe. Another Privacy Desk has { $path } open. Close the other window or wait for its command to end, then try again.
error-workspace-open-read-only = Nothing was changed. { $path } can’t be written to. Allow yourself to write there, or choose a place where you can; a workspace that is there already can be copied and opened from its copy.
error-workspace-open-wrong-recovery-code = Nothing was opened or changed. This recovery code does not belong to the workspace. Compare it with the paper, group by group, and check that you chose the right folder.

## Creating a workspace
error-workspace-create-exists = What is there was not touched. { $path } exists already. Choose another name or another folder, or open it if it is yours.
error-workspace-create-weak-passphrase = Nothing was made yet. This passphrase could be guessed. Make it longer: four or five words that do not belong together are enough.
error-workspace-create-code-mismatch = The code is unchanged. What was typed is not the recovery code. Correct the groups that are marked wrong.
error-workspace-create-not-begun = Nothing was made or changed. The recovery code on the screen is no longer valid, because the step before it was not finished. Begin again.
error-workspace-create-place = Nothing was made. A workspace can’t be kept at { $path } ({ $why }). Choose another folder.

## Disk and lock
error-workspace-disk-full = What was kept before stays as it is. The disk that holds { $path } is full. Free some space, then do it again.
error-workspace-io = What was kept before stays as it is. { $path } could not be read or written ({ $why }). Check that the disk is connected and that you may write to it, then try again.
error-workspace-locked = Everything is kept. The workspace is locked. Unlock it with the passphrase, then do it again.

## Backup and restore
error-workspace-backup-exists = The file that is there was not touched. { $path } exists already. Choose another name.
error-workspace-backup-cancelled = The workspace is unchanged. The backup was stopped and its unfinished file removed. Start it again when it suits you.
error-workspace-restore-not-a-backup = Nothing was restored or changed. { $path } is not a backup made by Privacy Desk, or it is not whole. Choose the file that the backup made.
error-workspace-restore-not-found = Nothing was restored or changed. There is no backup at { $path }. Check its name, or connect the drive that it is on.
error-workspace-restore-damaged = Nothing was restored or changed. The backup { $path } is damaged. Keep it, and restore another one; where there is none, open the workspace it was made from.

## Settings
error-workspace-settings-time-zone = The settings are as they were. There is no time zone “{ $zone }”. Choose one from the list, such as Asia/Shanghai.
error-workspace-settings-department = The departments are as they were. A name needs 1 to 80 characters on one line. Correct it, then add it again.
error-workspace-department-exists = The departments are as they were. There is one called { $department } already. Choose another name.
error-workspace-department-circle = The departments are as they were. { $under } lies under { $department }, so it can’t hold it. Choose another.
error-workspace-calendar-file = The calendars are as they were. Line { $line } of { $path } does not fit: { $why ->
    [too-large] the file is larger than 4 MiB, or has more than 10,000 days
    [encoding] it is not UTF-8
    [not-calendar] it does not begin with BEGIN:VCALENDAR
    [cut-off] the event that begins there has no end
    [date] there is no date, or one that the calendar does not have
    [span] the event ends before it begins, or is longer than two months
    [repeats] the event repeats or has a length of time; list each day
    [columns] a table needs the column date, and may have kind and name
    [kind] a kind is off or worked
    [both] the day is off in one line and worked in another
   *[empty] there is no day in it
}. Mend it and add it again.
error-workspace-calendar-name = The calendars are as they were. A name has 1 to 40 characters on one line, and nothing is added to “none”. Choose another.
error-workspace-calendar-in-use = The calendar { $calendar } is as it was: this workspace counts by it. Choose another for the workspace first.
error-workspace-settings-regime = The settings are as they were. There are no rules called “{ $regime }” here. Choose one from the list.

## Cases
error-case-not-found = Nothing was changed. This case can’t be found. Reload the list and open it from there.
error-case-act-conflict = What you typed is kept here. Somebody changed this case in the meantime. Look at how it stands now, then do it again.
error-case-act-blocked = The case is unchanged. This can’t be done yet; it still lacks: { $missing }. Add that first.
error-case-act-invalid = The case is unchanged. The entry for “{ $field }” is missing or does not fit. Correct it, then try again.
error-case-refuse-incomplete = The case is unchanged and nothing was refused. A refusal still lacks: { $missing }. Add that, then refuse again.
error-case-refuse-unknown-ground = The case is unchanged and nothing was refused. “{ $ground }” is no ground for refusing this. There are: { $known }.
error-case-undo-not-possible = The case is unchanged. This can no longer be undone, because something was done after it or it was undone already. Put it right with a new act.
error-case-undo-added = The case is unchanged. What was done last added a message or a note, and those stay on record. Put it right with a new act: open the case again, record what was answered anew, or write a note.
error-case-undo-gone = The case is unchanged. What was there before is no longer kept: it is too long ago, or something of it was erased. Put it right with a new act.
error-case-undo-nothing = The case is unchanged. Nothing was done on it yet that could be undone.
error-case-erased = What this said was erased, and nothing more can be done with it. If its person writes again, a new case begins.
error-retention-erase-not-confirmed = Nothing was erased. To confirm, type { $wanted }.
error-retention-period-months = The period is unchanged. It is between 1 and 1200 months, or none.
error-retention-list-not-ours = { $path } is no list of what was erased from this workspace, or it was changed. Nothing was restored. Take the list that lies beside the backup or in the workspace’s own folder.
error-retention-backup-not-found = There is no such backup, or it is destroyed already.
error-case-query-unknown = The list is as it was. The search does not know “{ $word }”. Its keys are offered under the box; a word that is no key goes in quotation marks.

## Messages
error-message-not-found = Nothing was changed. This message can’t be found. Reload the case and open it from there.
error-message-no-raw = The text is kept. There is no original mail for this entry, because it was typed in. There is nothing to save.
error-message-attachment-missing = The message is kept whole. This attachment is not in it. Look at the raw source to see what was sent.
error-message-no-html = The message is shown as text. It has no HTML part to show.
error-message-preview-none = Nothing was opened. Only pictures and PDF files can be looked at here. Save a copy instead.
error-message-preview-limit = Drawing this file took more time or memory than a file may have, and was stopped. Save a copy instead, and beware of it.
error-message-preview-broken = This file can’t be drawn: it is damaged, or locked with a password. Save a copy instead.

## Mail coming in
error-intake-path-missing = All mail that came in is kept. { $path } can’t be found. Check the name, or connect the drive, then bring it in again.
error-intake-running = The import under way goes on. Only one can run at a time. Wait until it is finished, or cancel it, then start this one.
error-intake-unreadable-file = All other mail is kept. { $path } could not be read ({ $why }). Check that you may read it, then bring it in again; nothing comes in twice.

## Mailboxes
error-mailbox-not-found = Nothing was changed. No mailbox or folder is called “{ $name }”. `pdesk mailbox list` and `pdesk ledger` show their names.
error-mailbox-exists = Nothing was changed. A mailbox is called “{ $name }” already. Choose another name.
error-mailbox-running = The look at this mailbox goes on. Wait until it has ended, or stop it, then try again.
error-mailbox-token-command = Everything that came in is kept. The command for this mailbox gave no access token ({ $said }). Run it in a terminal to see what it says, and mend it there.
error-mailbox-failed = Everything that came in is kept. { mailbox-why }

## Audit log
error-audit-not-sound = Nothing was changed. The log does not fit its own record from entry { $seq } on: something was altered outside the program. Keep a copy of the workspace folder as it is, and tell whoever audits it.
error-audit-export-exists = The file that is there was not touched. { $path } exists already. Choose another name.
error-audit-checkpoint-not-ours = Nothing was verified or changed. The file does not end with a checkpoint of this log that your key signed. Choose a file that the export of this workspace’s log wrote, whole.

## The program
error-desk-internal = Everything up to the last act is kept. The program made a mistake ({ $place }). Try again; if it comes back, close and open the workspace, and report what stands in brackets.
error-store-unavailable = Everything up to the last act is kept. The workspace’s database does not answer ({ $why }). Try again in a moment; if it stays so, close and open the workspace.
error-desk-not-allowed = Nothing was done. Your roles do not reach so far. Ask an officer of the team.
error-team-keys-not-vouched = Nothing was opened. A key of { $whose } in the database is not the one that your team has signed: somebody may have exchanged it. Enter nothing further, and tell your privacy office and the database’s administrator.
error-team-keys-seen-damaged = { $path } is not whole. It holds what this computer has seen of people and keys, so nothing was opened. Copy it from your other computer or a backup of this folder; if there is none, ask an officer to check who is of the team, then delete it.
error-team-older = Nothing was changed. The team’s database has schema { $found }, this program works on { $known }. Whoever administers it runs “pdesk team upgrade” once.
error-team-none = There is no team’s workspace here. Check the address and the database’s name; a new one is set up on the start screen, or with “pdesk team init”.
error-team-exists = Nothing was made. There is a team’s workspace in this database already. Ask one of its officers to invite you, or name another database.
error-team-server-too-old = Nothing was made. PostgreSQL { $found } is too old: a team needs 15.14, 16.10, 17.6 or later, because of faults in row-level security that were mended there.
error-team-no-tls = Nothing was sent. The server is not on this computer, and the connection to it would not be encrypted. Have TLS set up on it, or allow it to go without if the network between is your own.
error-team-no-create-role = Nothing was made. This login may not make roles. Use one that may (CREATEROLE), or have the database’s administrator run in psql what “pdesk team init --print-sql” prints for this address; then try again.
error-team-no-logins = Nothing was changed. The server does not let the team’s function make or change logins ({ $said }). Have the database’s administrator run in psql what “pdesk team init --print-sql” prints for the address of the login that set the team up; then try again.
error-team-not-undertaken = Nothing was made. Who begins a team signs the undertaking of confidentiality, as everyone else of it does. Read it and accept it.
error-team-not-confirmed = You have joined; somebody of the team has yet to confirm your key. Read them its fingerprint, by phone or face to face: { $fingerprint }
error-team-refused = The server did not let you in. Your login may have ended, or been given a new code; ask an officer of the team.
error-team-join-code = Nothing was made. The code is mistyped, is not this login’s, or is good no longer. Compare it group by group, and check the address; or ask for a new code.
error-team-join-not-invited = Nothing was made. There is no invitation for this login, or its time is over. Ask for a new code.
error-people-not-found = Nothing was done. Nobody here, or more than one, is called { $who }. Give the login.
error-people-invite-taken = Nothing was made. There is a login { $login } already. Give another name for it.
error-people-invite-login = Nothing was made. A login’s name has small letters a to z, digits and hyphens, at most 31, and begins with a letter or digit. Give one.
error-people-invite-no-role = Nothing was done. A person needs at least one role.
error-people-invite-department = Nothing was done. There is no department { $department }. Add it in the settings, or choose another.
error-people-confirm-fingerprint = Nothing was confirmed. This is not the fingerprint of the key that is here. Have it read to you again; if it still differs, do not confirm, and tell the database’s administrator.
error-people-state = Nothing was done. This person is { $state ->
    [invited] invited and has not joined yet
    [joined] waiting to be confirmed
    [left] no longer of the team
   *[active] at work already
 }.
error-people-yourself = Nothing was done. Another officer has to do this to you.
error-template-not-found = There is no such template any more. Look at the list of templates again.
error-template-invalid = The template was not kept. { $part ->
    [name] Its name has to be of 1 to 60 characters, on one line
   *[text] Its text has to be of 1 to 4,000 characters
 }. Correct it, then try again.
error-template-taken = There is a template called { $name } already. Give this one another name, or change that one.
error-view-not-found = There is no such view any more. Look at the list of views again.
error-people-review-yourself = Nothing was confirmed. Another officer or administrator confirms what you have.
error-people-last-officer = Nothing was done. Nobody else could open the complaints then. Confirm another officer first.
error-audit-inconsistent = Nothing was opened. The log is not the one that this computer saw last: from entry { $seq } on it was changed, cut off, or put back to an earlier state. Tell your auditor, and compare with a checkpoint that somebody else keeps. Where the workspace was restored on purpose, move the file “checkpoint” out of its folder, and open it again.
error-team-move-already = Nothing was moved. This workspace is on a server already.
error-team-move-differs = Nothing was kept. What arrived of “{ $table }” is not what was sent. Close every other window on the workspace, and try again.
error-audit-no-entry = Nothing was proven. The log has no entry { $seq }.
error-team-database-name = Nothing was made. The database’s name has to be of small letters, digits, hyphens and underscores, { $most } at most: its roles are named after it. Choose another.

## Merging and splitting
error-case-undo-since = Nothing was changed. Something has happened to C-{ $number } since, so that taking it back would lose that. A case that was merged can still be taken out again, and one that was split off be merged.
error-case-merged = Nothing was changed. This case went into C-{ $number }. Do it there, or take this case out again first.
error-case-merge-other-person = Nothing was merged. C-{ $from } and C-{ $into } are not of the same requester, or nobody can tell. Look at who asks; then confirm that two people will be in one case, or link the cases instead.
error-case-link-already = The case is unchanged. It is linked so already.
error-case-link-alone = Nothing was linked. Choose two cases or more, or name the case that they are linked to.
error-case-link-many = Nothing was linked. No more than { $most } cases are linked with one another. Name one case, and link them all to that.
error-case-merge-other-law = Nothing was merged. C-{ $from } and C-{ $into } are counted by different laws. Set both to the one that holds, then merge them.
error-case-unmerge-not-merged = Nothing was changed. This case did not go into another.
error-case-unmerge-gone = Nothing was changed. What came with this case is no longer on record. Take the messages out of the case that it went into by splitting that.
error-case-split-nothing = Nothing was changed. Nothing was chosen. Choose messages, or something that is asked.
error-case-split-all = Nothing was changed. Nothing would be left in this case. Leave a message and something that is asked, or merge the case instead.
error-case-split-decided = Nothing was changed. What has its outcome stays with the case that has its record. Choose something that is still open.
error-case-unsplit-not-split = Nothing was changed. This case was not split off from another. Merge it instead.

## Answers
error-letter-empty = { $part ->
    [subject] The letter’s subject says nothing.
   *[text] The letter says nothing.
  }
error-letter-field = { $part ->
    [subject] The letter’s subject
   *[text] The letter
  } names a field that there is none of: { $field }. Fields stand between double braces, by the names that the list of fields has.
error-letter-template = { $part ->
    [subject] The letter’s subject
   *[text] The letter, line { $line },
  } can’t be filled in: { $said }. A field stands between double braces, as in {"{{"} name {"}}"}.
error-case-identity-wrong-code = Nothing was changed. That is not the code that was sent. Attempts that are left: { $left }.
error-case-identity-account = No code was made. This account does not stand with anybody in the case. Enter it with the party first, as it is on record.
error-case-identity-no-code = Nothing was changed. No code holds for this case. Ask for proof again: a new one is made.
error-draft-gone = Nothing was changed. This draft was sent or thrown away. Look at the case again.
error-approval-own = Nothing was changed. You wrote this answer, or asked somebody to approve it. Another officer has to approve it.
error-approval-nobody = Nothing was changed. There is no other officer at work who could approve it. Invite one, or have answers go without a second person.
error-draft-too-large = The file was not added. All files of an answer come to { $most } MiB at most: mail servers take little more. Send fewer, or hand the data over another way.
error-package-not-verified = Nothing was made. The files may give what is asked to somebody of whom it is not established who they are. Establish the identity first.
error-package-needs-approval = Nothing was made. What gives personal data out is approved by a second person here. Put the archive with an answer, which they approve.
error-package-passphrase = Nothing was made. This passphrase could be guessed, or has characters that not every keyboard and program writes alike. Take six words that do not belong together, of plain letters, or let the program make one.
error-package-exists = The file that is there was not touched. { $path } exists already. Choose another name.
error-scan-found = It was not handed out: the virus scanner found { $name } in it. Nobody should open it. Who has to examine it takes the whole message out with “pdesk messages raw”.
error-scan-place = Nothing was changed. A scanner has to be on this computer: give a socket’s whole path, or a port of localhost.
error-scan-none = No virus scanner is set up. The settings, or “pdesk workspace scanner”, say where it is.
error-scan-failed = The virus scanner could not be asked: { $why ->
    [too-large] it is larger than the scanner takes
    [limits] the scanner’s limits kept it from reading on
    [encrypted] it is encrypted, or something in it is
    [unreachable] no scanner answers there
    [not-loopback] the scanner is on another computer
    [timeout] the scanner gave no answer in time
    [closed] the scanner hung up before its answer
    [refused] the scanner said that it could not
    [protocol] what answers there is no clamd
   *[other] { $why }
  }. Until it answers, files are handed out as not scanned.
error-reply-stopped = Nothing was sent. It is stopped by: { $stops }. Mend what has to be mended, look at the rest, and confirm it.
error-reply-no-sender = Nothing was sent. No mailbox is set up to send. Tell in its settings which server sends its mail.
error-reply-sent = The answer was not taken back: the server was asked to take it already. Write another that puts it right.
error-reply-not-sent = The answer is recorded, and lies in the outbox ({ $state }). { $said }
error-outbox-state = Nothing was changed. The message stands elsewhere by now ({ $state }). Look at the outbox again.
error-outbox-elsewhere = Nothing was sent from here: { $by }’s desktop is sending for the team. It goes from there.
