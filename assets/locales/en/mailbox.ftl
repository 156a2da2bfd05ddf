## Mailboxes on a server
mailbox-none = No mailbox is set up.
mailbox-never = never
mailbox-added = The mailbox { $name } is set up. Try it with `mailbox test`, then read it with `mailbox sync`.
mailbox-changed = The mailbox { $name } is changed. Try it with `mailbox test`.
mailbox-removed = The mailbox { $name } is no longer read, and its secret is forgotten. What came from it stays.
mailbox-column-name = Name
mailbox-column-server = Server
mailbox-column-user = User
mailbox-column-folders = Folders
mailbox-column-looked = Last look
mailbox-column-uid = UID

## A connection test
mailbox-step-resolve = find the server
mailbox-step-connect = reach it
mailbox-step-tls = encrypt, and check who it is
mailbox-step-greeting = be greeted
mailbox-step-login = log in
mailbox-step-folder = open the folders
mailbox-step-fetch = fetch messages
mailbox-step-send = log in where mail is sent
mailbox-test-folders = Folders there: { $folders }

## A look, and the ledger
mailbox-synced = { $name }: { $seen ->
    [0] nothing new.
    [one] 1 message came in ({ $opened } opened a case, { $joined } joined one).
   *[other] { $seen } messages came in, { $rate } a second ({ $opened } opened a case, { $joined } joined one).
  }
mailbox-ledger-line = { $folder }: { $server } on the server = { $cases } opened or joined a case + { $automated } automated + { $quarantined } quarantined + { $held } held + { $duplicate } duplicate + { $missing } missing
mailbox-ledger-vanished = since gone from the server: { $vanished }

## What a mailbox is doing
mailbox-state-off = not being read
mailbox-state-connecting = connecting
mailbox-state-syncing = { $seen } of { $total } messages
mailbox-state-waiting = up to date, listening for new mail
mailbox-state-elsewhere = read by { $by }’s desktop
mailbox-state-stopped = stopped

## Why a mailbox can’t be read, and what to do
mailbox-why = { $why ->
    [no-such-host] No server of this name was found ({ $said }). Check the host’s name, and that this computer is online.
    [unreachable] The server can’t be reached ({ $said }). Check host and port, and that a firewall lets this computer through.
    [timeout] The server did not answer in time. { $step ->
        [connect] Check host and port, and that a firewall lets this computer through.
       *[other] It is tried again; if it stays so, ask whoever runs it.
      }
    [closed] The connection ended early ({ $said }). It is tried again; if it stays so, ask whoever runs the server.
    [certificate-expired] The server’s certificate is not valid today ({ $said }). Check this computer’s date; if it is right, whoever runs the server has to renew the certificate.
    [certificate-name] The server’s certificate belongs to another name ({ $said }). Use the host’s name that the certificate carries.
    [certificate-unknown] Nobody whom this computer trusts vouches for the server’s certificate ({ $said }). If the company has its own authority, give its certificate to the mailbox.
    [ca-unreadable] The certificate that was given to trust can’t be read ({ $said }). Give a file in PEM form.
    [no-tls] The connection could not be encrypted ({ $said }). Choose the way of encrypting that the server offers on this port: implicit on 993, STARTTLS on 143.
    [not-loopback] Without encryption a mailbox is read on this computer alone. Choose implicit TLS or STARTTLS.
    [refused] The server said no: “{ $said }”. { $step ->
        [login] Check user and password; many providers want a code made for programs instead of the password.
        [folder] Check the folder’s name.
       *[other] It is tried again; if it stays so, ask whoever runs it.
      }
   *[other] The server answered what could not be understood ({ $said }). It is tried again; if it stays so, ask whoever runs it.
  }

## The desk
mailboxes = Mailboxes
mailbox-empty = No mailbox is set up, so nothing comes in by itself.
mailbox-empty-do = Set up the mailbox that people write to. It is read while this workspace is open; on the server nothing is changed, moved or marked.
mailbox-more = More for { $name }
mailbox-folders-of = Folders of { $name }
palette-for-mailbox = For { $name }
mailbox-do-look = Look now
mailbox-do-stop = Stop
mailbox-do-compare = Compare everything
mailbox-do-change = Change
mailbox-do-remove = Stop reading it
mailbox-is-off = Not being read yet.
mailbox-is-connecting = Connecting.
mailbox-is-waiting = Up to date, listening for new mail.
mailbox-is-elsewhere = Read by { $by }’s desktop; what comes in there is here too.
mailbox-is-stopped = Stopped. It is read again once you have it looked at.
mailbox-comes = Mail is coming in.
mailbox-looked = Last look { $time }
mailbox-looked-never = Not looked at yet
mailbox-retry = It is tried again by itself at { $time }.
mailbox-retry-never = It is not tried again by itself. Change the mailbox, or look now.
mailbox-failed = { $name } can’t be read
mailbox-some-failed = A mailbox can’t be read
mailbox-syncing = Mail comes in: { $seen } of { $total }

## The ledger of a folder
ledger-of = Ledger of { $folder }
ledger-back = Back to the mailboxes
ledger-compared = Every message compared { $time }
ledger-never-compared = Not every message compared yet
ledger-sum = What became of the messages
ledger-so-far = So far
ledger-server = { $n } on the server
ledger-opened = { $n } opened a case
ledger-joined = { $n } joined a case
ledger-automated = { $n } automatic
ledger-quarantined = { $n } unreadable
ledger-held = { $n } held
ledger-duplicate = { $n } duplicate
ledger-missing = { $n } missing
ledger-vanished = { $n } gone from the server since
ledger-about-so-far = Not all of the mail is here yet. The sum stands once it is.
ledger-about-server = All messages that the server had at the last look. Each of them has become one of what follows.
ledger-about-opened = Each of these is the first message of a case.
ledger-about-joined = Each of these belongs to a case that was there already.
ledger-about-automated = Bounces, out-of-office replies and the like. They are kept and open no case.
ledger-about-quarantined = These can’t be read as mail. They are kept byte for byte, and each has a case so that nobody overlooks it.
ledger-about-held = These are larger than 64 MiB, or the server does not hand them over. They stay on the server, and each has a case.
ledger-about-duplicate = The same bytes were here before; they are kept once.
ledger-about-missing = Missing means: on the server, and not here. The next look fetches them; while any are missing the ledger is not whole.
ledger-about-vanished = Somebody deleted or moved these on the server, or they went before they could be fetched. What was fetched stays here.
ledger-missing-do = Missing messages have no line to list here. If the next look does not bring them, compare every message with the server.
ledger-none = There is no such message.
ledger-end = That is all of them.
ledger-list-server = Messages on the server
ledger-list-opened = Messages that opened a case
ledger-list-joined = Messages that joined a case
ledger-list-automated = Automatic messages
ledger-list-quarantined = Unreadable messages
ledger-list-held = Messages held on the server
ledger-list-duplicate = Duplicate messages
ledger-list-vanished = Messages gone from the server
ledger-column-received = Received
ledger-column-message = From, and subject
ledger-column-became = Became
ledger-column-case = Case
ledger-column-size = Size
ledger-column-uid = UID
ledger-gone-since = found gone { $date }
ledger-no-sender = No sender
ledger-not-fetched = Not fetched
ledger-no-subject = (no subject)

## Setting up a mailbox
mailbox-add = Set up a mailbox
mailbox-change = Change { $name }
mailbox-save = Set up
mailbox-lead = It is read over IMAP and left as it is: nothing on the server is changed, moved or marked as read.
mailbox-provider = Provider
mailbox-provider-other = Another server
mailbox-field-user = User
mailbox-user-hint = Mostly the address itself.
mailbox-field-name = Name
mailbox-name-hint = What it is called here, such as service.
mailbox-field-host = Server
mailbox-field-port = Port
mailbox-field-password = Password
mailbox-field-token-command = Token command
mailbox-field-folders = Folders
mailbox-sends = Answers are sent from here by this mailbox
mailbox-sends-hint = With the user and the secret above.
mailbox-field-smtp-host = Sending server
mailbox-field-smtp-port = Sending port
mailbox-smtp-tls = Encryption when sending
mailbox-smtp-tls-about-implicit = Encrypted from the first byte; port 465 mostly. Take this where the server offers it.
mailbox-smtp-tls-about-starttls = Begins in the clear on port 587 and is encrypted before anything is shown; without encryption nothing is sent.
mailbox-smtp-tls-about-none = Allowed to this computer alone (localhost), for a mail server or bridge that runs here.
mailbox-sender-name = Sender’s name
mailbox-sender-name-hint = As people see it; empty: the workspace’s.
mailbox-sender-address = Sender’s address
mailbox-sender-address-hint = Empty: the user.
mailbox-acknowledges = Tell who writes that their request has arrived
mailbox-acknowledges-hint = By the letter for it, in their language: once a day to each person, and never to what answers by itself or to a sender whose domain disowns the message.
mailbox-tls = Encryption
mailbox-tls-implicit = TLS
mailbox-tls-starttls = STARTTLS
mailbox-tls-none = None
mailbox-tls-about-implicit = Encrypted from the first byte; port 993 mostly. Take this where the server offers it.
mailbox-tls-about-starttls = Begins in the clear on port 143 and is encrypted before anything is shown; without encryption the connection ends.
mailbox-tls-about-none = Allowed to this computer alone (localhost), for a mail server or bridge that runs here. To any other server the connection is refused.
mailbox-login = Log in with
mailbox-password-hint = Many providers give a code for programs; then that code, not your password. It is kept encrypted in the workspace.
mailbox-secret-kept = Left empty: it stays as it is.
mailbox-command-hint = Prints an OAuth 2.0 access token. It is run in a shell on this computer for every connection.
mailbox-test = Test the connection
mailbox-testing = Testing
mailbox-test-passed = The mailbox can be read.
mailbox-test-passed-sending = The mailbox can be read, and mail can be sent.
mailbox-test-failed = It came no further than this:
mailbox-step-passed = Passed:
mailbox-step-failed = Failed:
mailbox-step-not-reached = (not reached)
mailbox-folders = Folders to read
mailbox-folders-hint = Choose every folder in which mail to you arrives; not Sent, Drafts or Trash.
mailbox-folders-later = Test the connection to choose among the server’s folders.
mailbox-ca = Certificates to trust
mailbox-ca-hint = Only where the company signs its own server’s certificate: the authority’s certificate in PEM form, pasted or from a file.
mailbox-ca-pick = Choose a file
mailbox-authserv = Names by which your server signs its checks
mailbox-authserv-hint = The first word of Authentication-Results in mail you received, such as mx.example.com. Only checks under these names are believed. Where the field begins with a result at once, such as spf= (Microsoft 365), give a dash: -.
mailbox-lacks = Still to be filled in: { $fields }.
mailbox-untested = Not tested as it is typed now. It can be saved all the same.
mailbox-failed-test = The test failed. It can be saved all the same.
mailbox-remove = Stop reading { $name }?
mailbox-remove-lead = It is no longer looked at, and its password or command is forgotten here.
mailbox-remove-stays = What came from it stays: cases, messages and the log. On the server nothing changes. Set up again, it begins with a new ledger; what is here already does not come in twice.
