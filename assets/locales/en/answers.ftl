## How far a message has come that is sent from here
sending-queued = Waits to be sent
sending-sending = Being sent
sending-sent = Sent
sending-unknown = Nobody knows whether it arrived
sending-refused = Not sent: refused
sending-bounced = Came back
sending-cancelled = Not sent any more: given up
sending-failure = { $why ->
    [no-such-host] No server of this name was found.
    [unreachable] The server could not be reached.
    [timeout] The server did not answer in time.
    [closed] The server hung up.
    [certificate-expired] The server’s certificate is not valid now.
    [certificate-name] The certificate is another server’s.
    [certificate-unknown] Nobody who is trusted vouches for the server’s certificate.
    [ca-unreadable] The certificates to trust can’t be read.
    [no-tls] No encryption came about.
    [not-loopback] Without encryption mail goes to this computer alone.
    [refused] The server said no.
   *[other] The server said what no mail server says.
  }{ $said ->
    [none] {""}
   *[other] {" "}({ $said })
  }

## What stops an answer
stop-empty = It says nothing.
stop-no-recipient = Nobody is to get it, or what is there is no address.
stop-unfilled = A field of the letter is not filled in.
stop-not-verified = It gives what is asked, or a file, to somebody of whom it is not established who they are. Establish the identity first.
stop-code-elsewhere = The code that shows who asks goes to another address than it was made for.
stop-route-missing = The refusal does not say in its text where the person can complain.
stop-not-approved = A second person has to approve it before it goes.
stop-stranger = Somebody gets it who takes no part in the case.
stop-sender-failed = The message that it answers failed its own domain’s check: anybody may have sent it.
stop-other-reply-to = Answers to that message go to another address than it came from.
stop-no-reply = Nobody reads mail at that address.
stop-other-day = It does not say the day to which the period is now extended.
stop-other-case = It names another case.
stop-file-missing = It speaks of a file, and none goes along.
stop-others-data = It holds what may be data of somebody else.
stop-file-others-data = A file holds what may be data of somebody else.
stop-file-unread = A file can’t be looked through here. Open it and look yourself.
stop-passable = { $passable ->
    [true] can be confirmed
   *[false] has to be mended
  }
stops-none = Nothing stops it.

## A second person's approval
approval-waiting = Waits for a second person, asked by { $name }, { $at }
approval-approved = Approved by { $name }, { $at }
approval-returned = Returned by { $name }, { $at }:
approval-asks = { $name } asks you to approve this answer as it is, { $at }
approval-changed = Changed since { $name } looked at it, { $at }. A second person has to approve it again.
approval-by = Approved by { $name }
approval-wanted = Waits for your approval
approval-is-waiting = Waits for approval
approval-is-approved = Approved
approval-is-returned = Returned
approval-look = Look at it
approval-ask = Ask for approval
approval-give = Approve
approval-return = Return
approval-return-title = Return this answer?
approval-return-lead = It does not go. Say what has to be changed; who wrote it sees that.
approvals = Waiting for a second person
approvals-none = Nothing waits for a second person.
draft-version = Draft { $draft }, version { $version }, by { $name }, { $at }

## Letters
letter-fields = Fields that a letter may name: { $fields }.
letter-unfilled = Still to be filled in: { $fields }.
letter-language-en = English
letter-language-zh-CN = Chinese
letter-kind-acknowledgement = Receipt
letter-kind-identity-request = Question who asks
letter-kind-extension = Extension
letter-kind-partial = Done in part
letter-kind-refusal = Refusal
letter-kind-view = What we hold
letter-kind-copy = Copy
letter-kind-migrate = Copy to take elsewhere
letter-kind-correct = Put right
letter-kind-delete = Deleted
letter-kind-withdraw = Consent withdrawn
letter-kind-closing = Closed
letter-field-name = Requester’s name
letter-field-number = Case number
letter-field-received = Day of receipt
letter-field-asks = What is asked
letter-field-due = Day by which it is answered
letter-field-due_before = Day by which it was to be answered
letter-field-reason = Reason
letter-field-ground = Ground of the refusal
letter-field-route = Where to complain
letter-field-code = Code that shows who asks
letter-field-until = Until when it is there
letter-field-today = Today
letter-field-officer = Officer’s name
letter-field-office = Office’s name
letter-own = the program’s own
letter-version = version { $version }, { $name }, { $at }
letter-versions = Version
letter-versions-title = { $letter }, { $language }: versions
letter-versions-lead = A version that is used again becomes the newest; none is lost.
letter-use = Use this text
letter-is-newest = It is the one in use.
letter-loading = Its versions are being fetched.
letter-change-title = { $letter }, { $language }
letter-change-lead = What was sent stays as it was. The version before is kept.
letter-text = Text
letter-text-hint = Fields stand between double braces and are filled in from the case.
letter-insert = Insert a field
letter-preview = As it reads, by an example
letter-mend = Mend what is said at the field.
letter-same = Nothing is changed yet.
letter-leave = Leave it as it was
letter-leave-title = Leave what you have worded?
letter-leave-lead = The letter stays as it was; what you typed is gone.
letter-theirs = Somebody has worded this letter meanwhile: { $version }. What you typed is still here. If you save again, yours is the next version, and theirs is kept.

## What is given as files
package-made = Made, and on record: { $files ->
    [one] one file
   *[other] { $files } files
  }, { $bytes } bytes, to be fetched by { $day }. SHA-256 { $sha256 }
package-passphrase = Passphrase: { $passphrase }
  It is kept nowhere. Tell it on another way than the archive goes.

## The virus scanner
scanner-none = No virus scanner is set up: files are not scanned.
scanner-at = The virus scanner is asked at { $place }.
scanner-tried = { $version }. It { $finds ->
    [true] finds
   *[false] does not find
  } the file that every scanner should. { $tells ->
    [true] It says where its limits keep it from reading on.
   *[false] It calls clean what its limits keep it from reading: set AlertExceedsMax in its clamd.conf.
  }
scan-not-scanned = { $path }: not scanned, because { scan-why }.
scan-why = { $why ->
    [no-scanner] no virus scanner is set up
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
  }
scan-clean = Scanned, nothing found
scan-found = Infected: { $name }
scan-not = Not scanned: { $why }
scan-asking = Being scanned
scan-unknown = Not scanned since this workspace was opened
html-infected =
    { $count ->
        [one] 1 picture is kept back: the virus scanner found something in it.
       *[other] { $count } pictures are kept back: the virus scanner found something in them.
    }
html-not-scanned =
    { $count ->
        [one] 1 picture is kept back: the virus scanner did not scan it.
       *[other] { $count } pictures are kept back: the virus scanner did not scan them.
    }

## The outbox
outbox-none = Nothing waits to be sent.
outbox-flushed = Sent: { $sent }. Waiting for another attempt: { $waiting }. Not known: { $unknown }. Refused: { $refused }.

## An answer that is being written
reply = Reply
reply-all = Reply to all
reply-from = From
reply-to = To
reply-cc = Cc
reply-subject = Subject
reply-text = Your answer
reply-quoted = Quoted below
reply-html = Send it as HTML too
reply-larger = Use all of the height
reply-smaller = Show the messages above
reply-leave = Close; the draft is kept
reply-saved = Saved { $time }
reply-not-saved = Not saved yet
reply-sending = Being looked at
reply-send = Send
reply-letters = Letters
reply-letters-choose = Put a letter into the answer
reply-letter = { $letter } ({ $language })
reply-letter-ask = There is text in the answer already. Where does the letter “{ $letter }” go?
reply-letter-insert = In at the cursor
reply-letter-replace = In place of the text
reply-letter-leave = Leave it out
reply-gaps = Still to be filled in:
reply-gaps-fill = Fill in as decided: { $fields }
reply-attach = Attach a file
reply-attach-pick = A file that goes along
reply-detach = Do not send { $name } along
reply-discard = Discard draft
reply-discard-title = Throw this draft away?
reply-discard-lead = Its text and its files are gone for everybody in the office.
reply-no-sender = No mailbox is set up to send. The draft is kept.
reply-set-up = Set up sending
reply-stops = What stops it
reply-mend = To be mended before it can go
reply-look = Look at each of these, and say that it is right
reply-goes = C-{ $number }: the answer goes in { $seconds } seconds
reply-decides = Decides:
reply-decides-nothing = nothing yet
reply-decides-later = Decide later
reply-decided = { $kind }: { $outcome }
reply-acknowledges = It acknowledges receipt
reply-awaits = Afterwards the case waits
reply-awaits-nothing = For nothing
reply-extends = It extends the deadline
reply-extends-not = Do not extend it
reply-tell-route = Put it into the text
reply-theirs = { $name } wrote in this draft at { $time }, while you had it open. This is theirs:
reply-take-theirs = Go on from theirs
reply-keep-mine = Replace theirs by mine
reply-keep-both = Keep both
reply-gone = Somebody has sent this draft, or thrown it away. What you wrote is still here.
reply-keep-new = Keep it as a new draft
draft-mine = Your draft, { $at }
draft-of = Draft by { $name }, { $at }
draft-open = Go on writing

## How far it has come, and what to do
sending-in = Goes in { $seconds } s
sending-next = Not sent yet; next try { $at }
sending-sent-at = Sent { $at }
sending-do-unknown = The connection broke before the server said whether it took the message. Ask whoever gets it, or look among the mailbox’s sent mail.
sending-do-refused = Nobody got it. Write it again to mend what the server names; or send the same again where the server was at fault.
sending-do-bounced = The server took it and could not deliver it. Write it again to mend the address; or send the same again where the address is right.
sending-again = Write again
sending-retry = Send the same again
sending-cancel = Give up
sending-arrived = It arrived
sending-sure-retry = { $state ->
    [unknown] If it did arrive, it arrives twice.
    [bounced] Whoever got it gets it once more.
   *[other] It is the same as before.
  } It goes to { $to }.
sending-sure-cancel = It is not sent any more. What it decided in the case stays.
sending-sure-arrived = It counts as sent from now on.
sent-here = Sent from here
sent-show = Show what was sent to { $to }: { $subject }
outbox = Outbox
outbox-lead = What was sent from here and has not gone, or of which nobody knows whether it arrived.
outbox-wrong = Outbox: { $count } to look at
outbox-case = Case
outbox-to = To
outbox-state = State
outbox-since = Since
outbox-next = Next try
outbox-attempts = { $count ->
    [one] 1 attempt
   *[other] { $count } attempts
  }

## Who asks, by a code
identity-code-went = { $channel ->
    [app] Code to be passed on in the app to account { $to }, made
   *[mail] Code made for { $to }
  } by { $name }, { $date }.
identity-code-open = It can be said until { $until }. Wrong attempts left: { $left }.
identity-code-used = It was said, and is used up.
identity-code-guessed = Too many wrong codes were said. A new one is needed.
identity-code-old = Nobody said it by { $until }. A new one is needed.
identity-evidence = What the newest mail shows of its sender
identity-handed = Code for account { $account }: { $code }
  Pass it on in the app now: it is kept nowhere. It can be said until { $until }. Wrong attempts: { $left }.
identity-ask-title = Have it proven who asks in C-{ $number }
identity-ask-lead = Who can say the code reads what comes to the address or the account on record. A code that was made before no longer holds.
identity-ask-way = The code goes
identity-ask-mail = by mail
identity-ask-app = through the company’s app
identity-ask-address = Address on record
identity-ask-no-address = Nobody in this case has an address. Enter it with the party first.
identity-ask-account = Account on record
identity-ask-account-hint = As it stands with a party of the case. You pass the code on there.
identity-ask-needs-account = Enter the account.
identity-ask-write = Write the letter
identity-ask-make = Make the code
identity-handed-title = The code for account { $account }
identity-handed-lead = Pass it on in the app now, to this account and nowhere else. It is shown this once, and kept nowhere.
identity-handed-until = It can be said until { $until }. Wrong attempts: { $left }.
identity-code-title = The code that came back in C-{ $number }
identity-code-lead = As it was said, by mail or by telephone. Blanks, hyphens and small letters make no difference.
identity-code = Code
identity-code-needs = Enter the code.
identity-code-do = Check the code

## Files that are given
packages = Given as files
package-line = { $files ->
    [one] 1 file
   *[other] { $files } files
  }, { $size }
package-until = To be fetched by { $date }
package-until-over = Was to be fetched by { $date }
package-by = { $name }, { $date }
package-show = What was in it
package-title = Give files in C-{ $number }
package-lead = They become one encrypted ZIP file (AES-256). What was given stays on record; the archive and its passphrase are kept nowhere.
package-came = Files that came with this case
package-came-from = { $name }, { $date }
package-came-older =
    { $count ->
        [one] Look at 1 older message too
       *[other] Look at { $count } older messages too
    }
package-own = Files on this computer
package-own-add = Add a file
package-own-pick = A file that is given
package-own-drop = Leave { $name } out
package-needs-files = Choose at least one file.
package-needs-identity = It is not established who asks: nothing that they ask may be given to them yet.
package-beware-identity = It is not established who asks. Nothing they ask needs it; see that these files may go to anybody.
package-protect = Passphrase
package-protect-made = Made here, told once
package-protect-agreed = Agreed on with the person
package-agreed = The passphrase agreed on
package-agreed-hint = Six words that do not belong together, of plain letters.
package-needs-passphrase = Enter the passphrase.
package-expires = Last day to fetch it
package-to = It goes
package-to-draft = with an answer
package-to-file = to a file
package-save-as = Save the archive as
package-do = Make the archive
package-given-title = Given in C-{ $number }
package-given-draft = The archive goes with the draft of the answer.
package-given-file = The archive is in { $path }.
package-tell = Tell this passphrase on another way than the archive goes. It is shown this once, and kept nowhere.
