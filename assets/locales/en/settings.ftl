settings-title = Settings
settings-saved = Saved: { $what }

## Workspace
settings-workspace = Workspace
settings-workspace-name = Name
settings-workspace-path = Folder
settings-workspace-engine = Kept in
settings-workspace-engine-sqlite = an encrypted file on this computer (schema { $schema })
settings-workspace-engine-postgresql = the company’s PostgreSQL (schema { $schema })
settings-workspace-created = Begun
settings-workspace-size = Size
settings-workspace-holds = Holds
settings-workspace-holds-counts = { $cases ->
    [one] 1 case
   *[other] { $cases } cases
  }, { $messages ->
    [one] 1 message
   *[other] { $messages } messages
  }, { $entries ->
    [one] 1 log entry
   *[other] { $entries } log entries
  }
settings-workspace-id = Id
settings-workspace-demo = This is the demonstration. What you do here stays apart from real work.

## Appearance
settings-look = Language and theme
settings-look-about = For this computer, at once, without a restart.
settings-language = Language
settings-language-system = As the system
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark

## Work
settings-work = Work
settings-work-about = For everyone who opens this workspace.
settings-zone = Time zone
settings-zone-hint = Due days begin and end at midnight there
settings-regime = Rules for new cases
settings-regime-hint = Clocks that already run keep the rules they began with
settings-calendar = Holidays
settings-calendars = Calendars
settings-calendars-about = Which days are off. A law that names a calendar counts by it, wherever the office is; the others count by the one chosen above.
settings-calendars-version = version { $version }
settings-calendars-added = with days added by { $name } on { $date } (version { $added })
settings-calendars-years = { $first }–{ $last }
settings-calendars-weekends = no holidays
settings-calendars-missing = { $year } is not known yet. Add it once it is announced.
settings-calendars-add = Add days from a file
settings-calendars-add-to = Add days to { $calendar }
settings-calendars-remove = Take away what was added
settings-calendars-acts = What can be done with { $calendar }
settings-calendars-pick = Choose a calendar file
settings-calendars-new = Add a calendar of your own
settings-calendars-name = Its name
settings-calendars-needs-name = Give it a name first.
settings-calendars-confirm = Every open clock is counted anew by these days. The log has it.
settings-calendars-do = Add and count anew
calendar-year = { $year }: { $off } days off, { $worked } worked instead
calendar-year-strays = { $year }: { $off } days off, { $worked } worked instead; added to what is known of the year
settings-lock-after = Lock when nobody touches it
settings-lock-after-minutes = { $minutes ->
    [0] Never
    [one] After 1 minute
   *[other] After { $minutes } minutes
  }
settings-lock-after-hint = Locking closes the keys; background work rests until you unlock
settings-lock-after-never = Whoever sits down at this computer can read every case.
settings-approve-refusals = A second person approves refusals before they go
settings-approve-disclosures = A second person approves what gives personal data out
settings-approve-hint = Files, and answers that show, copy or hand over what was asked

## Departments
settings-departments = Departments
settings-departments-about = Triage can give a case to one of them. Who manages one manages what lies under it.
settings-department-new = Another department
settings-department-add = Add
settings-department-under = Under
settings-department-top = None: at the top
settings-department-in = in { $department }
settings-department-acts = What can be done with { $department }
settings-department-rename = Rename…
settings-department-rename-officer = An officer does: cases follow it
settings-department-move = Put under another…
settings-department-name = Name
settings-department-needs-name = Give it a name.
settings-department-rename-title = Rename { $name }
settings-department-rename-lead = Its cases, open and closed, and everyone’s roles in it follow. The log keeps both names.
settings-department-move-title = Put { $name } under another
settings-department-move-lead = What lies under it comes along. Who manages the other then manages all of it.

## Keyboard
settings-keys = Keyboard
settings-single = Single-letter keys
settings-single-text = j and k move, e does the next step, n notes. They are dead while you type in a field. Turn them off if a screen reader or voice control needs the letters.

## Passphrase
settings-passphrase = Passphrase
settings-passphrase-about = The recovery code stays valid. Backups made before still open with the passphrase of their day.
settings-passphrase-about-team = It opens your keys on this computer. The recovery code stays valid.
settings-passphrase-change = Change the passphrase
settings-passphrase-old = Passphrase now
settings-passphrase-save = Change it
settings-passphrase-done = The passphrase is changed. From now on only the new one opens this workspace.
settings-passphrase-demo = The demonstration opens without a passphrase.

## Backup
settings-backup = Backup
settings-backup-about = One encrypted file that opens with this passphrase. Keep it on another disk. You can go on working while it is made.
settings-backup-team-about = The cases are on the company’s PostgreSQL; your keys are in the folder above.
settings-backup-team = Whoever runs the server backs up the database with PostgreSQL’s own tools; nobody can read a case in it. If this folder is lost, another officer gives you a new code. While you are the only officer, nobody can: keep a copy of the folder on another disk.
settings-backup-last = Last backup: { $when }
settings-backup-none = There is no backup yet.
settings-backup-go = Back up…
settings-backup-pick = Where should the backup go?
settings-backup-working = Making the backup
settings-backup-progress = { $share } done
settings-backup-done = The backup is complete: { $path }

## Keys
settings-own-keys = Keys
settings-own-keys-about = Your own key pair was made on this computer. The fingerprint names its public half: whoever reads out the same one has the same key.
settings-keys-roles = Roles
settings-keys-person = Belongs to
settings-fingerprint = Fingerprint

settings-notices = Notifications
settings-notify = Tell me on the desktop
settings-notify-text = Of new mail in urgent cases, and of how many cases fall due today. Numbers only: no name, no subject.

## Templates for notes
settings-templates = Note templates
settings-templates-about = Texts to begin a note with, for every officer.
settings-templates-acts = What can be done with { $name }
settings-templates-change = Change…
settings-templates-remove = Remove
settings-templates-new = Add a note template
settings-templates-change-title = Change the note template
settings-templates-lead = What is written in a note stays there when its template is changed or removed.
settings-templates-needs = Give it a name and a text.
settings-templates-name = Name of the template
settings-templates-text = Its text

settings-scanner = Virus scanner
settings-scanner-about = ClamAV’s clamd, on each computer of the office. It is asked before a file is saved, looked at or sent.
settings-scanner-where = It listens
settings-scanner-none = nowhere
settings-scanner-socket = on a socket
settings-scanner-port = on a port
settings-scanner-path = Path of the socket
settings-scanner-path-hint = As LocalSocket stands in its clamd.conf.
settings-scanner-host = Address
settings-scanner-host-hint = On this computer: its protocol knows no encryption.
settings-scanner-number = Port
settings-scanner-off = Files are handed out as not scanned.
settings-scanner-keep = Keep
settings-scanner-test = Try it out
settings-scanner-trying = Being tried out
settings-letters = Letters
settings-letters-about = What is told to people again and again, filled in from the case. Each letter is kept in both languages, with all of its versions.
settings-letters-acts = What can be done with { $letter }
settings-letters-in = { $language }: { $version }
settings-letters-change = Word the { $language } one anew…
settings-letters-versions = Versions of the { $language } one…
