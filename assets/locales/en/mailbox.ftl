## Mailboxes on a server
mailbox-none = No mailbox is set up.
mailbox-never = never
mailbox-added = The mailbox { $name } is set up. Try it with `mailbox test`, then read it with `mailbox sync`.
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
mailbox-state-stopped = stopped
